// Everything a person says when joining, raw in, validated out. Used by the joining device, to answer at
// once, and by the authority, which alone decides.
import { Fault } from '../faults/fault.ts'
import { type Login, typedLogin } from '../identity/login.ts'
import { type CardNumber, cardNumber } from './card.ts'
import { type EmailAddress, emailAddress } from './email.ts'
import { type DeviceName, deviceName, firstName, lastName, type PersonName } from './name.ts'
import { type Password, strongPassword } from './password.ts'
import { unreservedLogin } from './reserved.ts'

export interface RawPerson {
  readonly login: string
  readonly password: string
  readonly firstName?: string | undefined
  readonly lastName?: string | undefined
  readonly email?: string | undefined
  readonly cardNumber?: string | undefined
  readonly deviceName?: string | undefined
}

export interface Person {
  readonly login: Login
  readonly password: Password
  readonly firstName: PersonName | undefined
  readonly lastName: PersonName | undefined
  readonly email: EmailAddress | undefined
  readonly cardNumber: CardNumber | undefined
  readonly deviceName: DeviceName | undefined
}

export type OptionalField = 'firstName' | 'lastName' | 'email' | 'cardNumber'

/**
 * @param required optional fields this realm asks for
 * @param realm its name may not be the password
 * @throws Fault with the code of the first field that does not hold
 */
export function validPerson(raw: RawPerson, required: readonly OptionalField[], realm: string): Person {
  for (const field of required) if (!raw[field]?.trim()) throw new Fault('FIELD_REQUIRED', { field })
  const login = unreservedLogin(typedLogin(raw.login))
  const person = {
    login,
    firstName: given(raw.firstName, firstName),
    lastName: given(raw.lastName, lastName),
    email: given(raw.email, emailAddress),
    cardNumber: given(raw.cardNumber, cardNumber),
    deviceName: given(raw.deviceName, deviceName),
  }
  const mailbox = person.email?.slice(0, person.email.lastIndexOf('@'))
  const about = [login, person.firstName, person.lastName, mailbox, realm].filter(
    (word) => word !== undefined,
  )
  return { ...person, password: strongPassword(raw.password, about) }
}

/** A field left out or left empty is absent; anything else must hold. */
function given<Value>(raw: string | undefined, check: (raw: string) => Value): Value | undefined {
  return raw === undefined || raw === '' ? undefined : check(raw)
}
