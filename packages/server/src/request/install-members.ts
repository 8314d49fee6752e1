/**
 * Puts the members of tables on a prototype, where every message finds them; nothing is copied for a request.
 * What the prototype's own class defines stays. Each member can be set for one message.
 */
export function installMembers(prototype: object, ...tables: readonly object[]): void {
  for (const table of tables) {
    const descriptors = Object.getOwnPropertyDescriptors(table)
    for (const [name, descriptor] of Object.entries(descriptors)) {
      if (Object.hasOwn(prototype, name)) continue
      Object.defineProperty(prototype, name, {
        ...descriptor,
        ...(isReadOnly(descriptor) ? { set: createOverride(name) } : {}),
        enumerable: false,
      })
    }
  }
}

function isReadOnly(descriptor: PropertyDescriptor): boolean {
  return descriptor.get !== undefined && descriptor.set === undefined
}

/** Middleware sets members that we compute (morgan: `req._startTime`); without a setter that is a TypeError. */
function createOverride(name: string): (this: object, value: unknown) => void {
  return function override(value) {
    Object.defineProperty(this, name, {
      value,
      writable: true,
      configurable: true,
      enumerable: true,
    })
  }
}
