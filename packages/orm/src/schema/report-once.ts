import type { ModelDefinitionError } from '../errors.ts'

/** What is wrong with every model in the same way is wrong in `config.models`: it is reported once, for that. */
export function reportOnce(
  problems: readonly ModelDefinitionError[],
  modelCount: number,
): readonly ModelDefinitionError[] {
  if (modelCount < 2) return problems
  const alike = new Map<string, ModelDefinitionError[]>()
  for (const problem of problems) {
    const key = keyOf(problem)
    alike.set(key, [...(alike.get(key) ?? []), problem])
  }
  return [...alike.values()].flatMap((group) => {
    const [first] = group
    if (first === undefined || group.length < modelCount) return group
    const { attrName } = first
    return [first.at({ model: '*', ...(attrName && { attrName }), file: 'config.models' })]
  })
}

function keyOf({ code, attrName = '', found, fix }: ModelDefinitionError): string {
  return [code, attrName, found, fix].join('\n')
}
