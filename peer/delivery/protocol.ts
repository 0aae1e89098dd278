// The name of the delivery protocol. A change of its frames is a new number.
export const PROTOCOL = '/parley/1/delivery'
