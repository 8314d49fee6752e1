/**
 * Puts values on the global scope by their names.
 * @returns a function that takes them off again, unless somebody else has put something in their place
 */
export function putOnGlobal(values: Readonly<Record<string, unknown>>): () => void {
  Object.assign(globalThis, values)
  return () => {
    for (const [name, value] of Object.entries(values)) {
      if (Reflect.get(globalThis, name) === value) Reflect.deleteProperty(globalThis, name)
    }
  }
}
