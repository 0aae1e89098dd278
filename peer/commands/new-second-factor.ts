// `parley second-factor --new`: sets a second factor up at the authority, in place of any earlier one. The codes come from
// a person, or from the file of the data folder where nobody can be asked.
import { type Fault, faultIn } from '@parley/shared/faults/fault.ts'
import { accountWords } from '@parley/shared/text/account.ts'
import { sayIn } from '@parley/shared/text/define.ts'
import { beginOwnFactor, confirmOwnFactor } from '../account/change.ts'
import { readSecondFactor, writeSecondFactor } from '../enrol/second-factor.ts'
import { secondFactorPath } from './codes.ts'
import { FIRST_CODE_ATTEMPTS_MAX } from './constants.ts'
import { type AccountCall, type AccountOptions, inAccount, type SignedIn } from './own-account.ts'

/** @throws Fault of inAccount, SECOND_FACTOR_WRONG */
export async function newSecondFactor(call: AccountCall, options: AccountOptions): Promise<void> {
  const { folder, host, out } = call
  const say = sayIn(accountWords, host.language)
  await inAccount(call, options, async (signedIn) => {
    const file = options.secondFactorFile ?? secondFactorPath(folder)
    const earlier = await readSecondFactor(file)
    try {
      const recoveryCodes = await setUp(signedIn)
      await signedIn.codes.recovery(recoveryCodes)
    } catch (error) {
      // The one that still counts must not be lost for one that does not yet.
      if (earlier) await writeSecondFactor(file, earlier)
      throw error
    }
    const { login } = signedIn
    await out.result({ login }, () => say('factorSet', { login }))
  })
}

async function setUp({ session, codes }: SignedIn): Promise<readonly string[]> {
  const { realm, login } = session.info()
  const begun = {
    state: 'second-factor',
    realm,
    login,
    setup: '',
    ...(await beginOwnFactor(session)),
  } as const
  let refused: Fault | undefined
  for (let attempt = 1; ; attempt++) {
    const code = await codes.setUp(begun, refused, new Date())
    try {
      return await confirmOwnFactor(session, code)
    } catch (error) {
      refused = faultIn(error)
      if (refused?.code !== 'SECOND_FACTOR_WRONG' || attempt >= FIRST_CODE_ATTEMPTS_MAX) throw error
    }
  }
}
