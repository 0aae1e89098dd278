// Preloaded into a real process (NODE_OPTIONS=--import): its clock is off by PARLEY_TEST_CLOCK milliseconds. What OpenSSL
// looks at stays right, as on a machine whose clock jumped after the program had started.
const offset = Number(process.env.PARLEY_TEST_CLOCK ?? 0)
const RealDate = globalThis.Date

globalThis.Date = class extends RealDate {
  constructor(...args) {
    if (args.length === 0) super(RealDate.now() + offset)
    else super(...args)
  }

  static now() {
    return RealDate.now() + offset
  }
}
