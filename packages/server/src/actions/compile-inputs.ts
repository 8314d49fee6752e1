import type { ActionDefinition } from './action-definition.ts'
import type { ActionSettings } from './action-settings.ts'
import { compileInput } from './compile-input.ts'
import { InvalidInputsError } from './errors.ts'
import { findNameMistake } from './find-name-mistake.ts'
import { toProblem, type InputIssue } from './input-issue.ts'
import { isDictionary } from './is-dictionary.ts'
import type { NotationInput } from './notation-input.ts'
import type { ParameterSource } from './parameter-source.ts'
import { checkWithSchema, type Checked } from './schema-inputs.ts'
import { isStandardSchema, type StandardSchema } from './standard-schema.ts'
import { REFUSED } from './value-type.ts'

/** Values of an action's inputs for one request. */
type InputValues = Record<string, unknown>

/**
 * Reads the inputs of an action from a request; a promise only when a schema is asynchronous.
 * @throws {InvalidInputsError} with all problems; an asynchronous schema rejects with it.
 */
export type ReadInputs = (req: ParameterSource) => unknown

type NamedSchema = readonly [name: string, schema: StandardSchema]

/**
 * Compiles the inputs of an action.
 * @param mistakes Gets a text for each mistake of the definition.
 */
export function compileInputs(
  definition: ActionDefinition,
  action: string,
  settings: ActionSettings,
  mistakes: string[],
): ReadInputs {
  const inputs: unknown = definition.inputs ?? {}
  if (isStandardSchema(inputs)) return (req) => readAllParams(inputs, req, action)
  if (!isDictionary(inputs)) {
    mistakes.push('inputs must be a dictionary of inputs or a Standard Schema')
    return () => ({})
  }
  const { notation, schemas } = compileEach(inputs, definition, settings, mistakes)
  const names = new Set(Object.keys(inputs))
  const refuseUnknown = settings.unknownInputs === 'reject' ? names : undefined
  if (schemas.length > 0) {
    return (req) => readMixed(notation, schemas, refuseUnknown, req, action)
  }
  return (req) => readNotation(notation, refuseUnknown, req, action)
}

function compileEach(
  inputs: Record<string, unknown>,
  definition: ActionDefinition,
  settings: ActionSettings,
  mistakes: string[],
): { notation: NotationInput[]; schemas: NamedSchema[] } {
  const notation: NotationInput[] = []
  const schemas: NamedSchema[] = []
  const uploads = new Set(definition.files)
  for (const [name, input] of Object.entries(inputs)) {
    const nameMistake = findNameMistake(name)
    if (nameMistake !== undefined)
      mistakes.push(`the input "${name}" needs another name: ${nameMistake}`)
    else if (isStandardSchema(input)) schemas.push([name, input])
    else if (!uploads.has(name)) {
      const param = definition.urlWildcardSuffix === name ? '0' : name
      const compiled = compileInput(name, input, param, settings, mistakes)
      if (compiled !== undefined) notation.push(compiled)
    }
  }
  return { notation, schemas }
}

function readNotation(
  inputs: readonly NotationInput[],
  refuseUnknown: ReadonlySet<string> | undefined,
  req: ParameterSource,
  action: string,
): InputValues {
  const values: InputValues = {}
  for (const input of inputs) {
    const value = input.read(req)
    if (value === REFUSED) throw toError(explainAll(inputs, refuseUnknown, req), req, action)
    if (value !== undefined) values[input.name] = value
  }
  if (refuseUnknown !== undefined) throwIssues(findUnknown(refuseUnknown, req), req, action)
  return values
}

/** The same with inputs that have a schema, whose answers may be promises. */
function readMixed(
  inputs: readonly NotationInput[],
  schemas: readonly NamedSchema[],
  refuseUnknown: ReadonlySet<string> | undefined,
  req: ParameterSource,
  action: string,
): InputValues | Promise<InputValues> {
  const checks = schemas.map(([name, schema]) => checkWithSchema(schema, req.param(name), [name]))
  const finish = (checked: readonly Checked[]): InputValues => {
    const issues = explainAll(inputs, refuseUnknown, req)
    const values: InputValues = {}
    for (const [index, result] of checked.entries()) {
      const name = schemas[index]?.[0] ?? ''
      if ('issues' in result) issues.push(...result.issues)
      else if (result.value !== undefined) values[name] = result.value
    }
    throwIssues(issues, req, action)
    return Object.assign(values, readNotation(inputs, undefined, req, action))
  }
  const settled = checks.filter((check): check is Checked => !(check instanceof Promise))
  if (settled.length === checks.length) return finish(settled)
  return Promise.all(checks.map((check) => Promise.resolve(check))).then(finish)
}

/** All parameters through one schema. */
function readAllParams(schema: StandardSchema, req: ParameterSource, action: string): unknown {
  const finish = (checked: Checked): unknown => {
    if ('value' in checked) return checked.value
    throw toError(checked.issues, req, action)
  }
  const checked = checkWithSchema(schema, req.allParams(), [])
  return checked instanceof Promise ? checked.then(finish) : finish(checked)
}

function explainAll(
  inputs: readonly NotationInput[],
  refuseUnknown: ReadonlySet<string> | undefined,
  req: ParameterSource,
): InputIssue[] {
  const issues = inputs.flatMap((input) => (input.read(req) === REFUSED ? input.explain(req) : []))
  return refuseUnknown === undefined ? issues : [...issues, ...findUnknown(refuseUnknown, req)]
}

function findUnknown(known: ReadonlySet<string>, req: ParameterSource): InputIssue[] {
  return Object.keys(req.allParams())
    .filter((name) => !known.has(name) && !Object.hasOwn(req.params, name))
    .map((name) => ({ path: [name], code: 'unknown', message: 'There is no such parameter.' }))
}

function throwIssues(issues: readonly InputIssue[], req: ParameterSource, action: string): void {
  if (issues.length > 0) throw toError(issues, req, action)
}

function toError(
  issues: readonly InputIssue[],
  req: ParameterSource,
  action: string,
): InvalidInputsError {
  const byInput = new Map<string, InputIssue[]>()
  for (const issue of issues) {
    const name = String(issue.path[0] ?? 'inputs')
    byInput.set(name, [...(byInput.get(name) ?? []), issue])
  }
  const problems = [...byInput].map(([name, found]) => toProblem(name, found))
  return new InvalidInputsError(`${req.method} ${req.path}`, action, { issues, problems })
}
