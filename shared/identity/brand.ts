// Branded types: a value that was checked carries its name in its type, so that two strings cannot be mixed.

declare const brand: unique symbol

/** `Base` that went through the one constructor of `Name`. Only that constructor may cast. */
export type Brand<Base, Name extends string> = Base & { readonly [brand]: Name }
