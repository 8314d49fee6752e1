/**
 * Puts the members of tables on a prototype, where every message finds them; nothing is copied for a request.
 * What the prototype's own class defines stays.
 */
export function installMembers(prototype: object, ...tables: readonly object[]): void {
  for (const table of tables) {
    const descriptors = Object.getOwnPropertyDescriptors(table)
    for (const [name, descriptor] of Object.entries(descriptors)) {
      if (Object.hasOwn(prototype, name)) continue
      Object.defineProperty(prototype, name, { ...descriptor, enumerable: false })
    }
  }
}
