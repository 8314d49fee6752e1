import { compileInput } from './compile-input.ts'
import { findNameMistake } from './find-name-mistake.ts'
import { type InputIssue, type InputProblems, toProblem } from './input-issue.ts'
import { isDictionary } from './is-dictionary.ts'
import type { NotationInput } from './notation-input.ts'
import type { ParameterSource } from './parameter-source.ts'
import { checkWithSchema, type Checked } from './schema-inputs.ts'
import { isStandardSchema, type StandardSchema } from './standard-schema.ts'
import { REFUSED, type TypeSettings } from './value-type.ts'

/** The part of a definition that says what it takes. */
export interface DeclaredInputs {
  /** A dictionary of inputs, or one Standard Schema for all values together. */
  readonly inputs?: unknown
  /** Names of inputs that receive upload streams. */
  readonly files?: readonly string[]
  /** Name of the input that receives the `*` part of the URL. */
  readonly urlWildcardSuffix?: string
}

/** How inputs are read, and what happens when they do not fit. */
export interface InputSettings<Source extends ParameterSource> extends TypeSettings {
  /** What happens to values that no input declares. */
  readonly unknownInputs: 'strip' | 'reject'
  /** Makes the error for values that do not fit. */
  readonly refuse: (found: InputProblems, source: Source) => Error
}

/**
 * Reads the values of inputs; a promise only when a schema is asynchronous.
 * @throws what {@link InputSettings.refuse} makes of all problems; an asynchronous schema rejects with it.
 */
export type ReadInputs<Source extends ParameterSource> = (source: Source) => unknown

/** Values of inputs by name. */
type InputValues = Record<string, unknown>

type NamedSchema = readonly [name: string, schema: StandardSchema]

/** Inputs that are ready to be read. */
interface CompiledInputs<Source extends ParameterSource> {
  readonly notation: readonly NotationInput[]
  readonly schemas: readonly NamedSchema[]
  /** Names of all inputs, where others are refused. */
  readonly known: ReadonlySet<string> | undefined
  readonly refuse: InputSettings<Source>['refuse']
}

/**
 * Compiles the inputs of a definition.
 * @param mistakes Gets a text for each mistake of the definition.
 */
export function compileInputs<Source extends ParameterSource>(
  definition: DeclaredInputs,
  settings: InputSettings<Source>,
  mistakes: string[],
): ReadInputs<Source> {
  const declared = definition.inputs ?? {}
  if (isStandardSchema(declared)) {
    return (source) => readAllParams(declared, settings.refuse, source)
  }
  if (!isDictionary(declared)) {
    mistakes.push('inputs must be a dictionary of inputs or a Standard Schema')
    return () => ({})
  }
  const known = settings.unknownInputs === 'reject' ? new Set(Object.keys(declared)) : undefined
  const { notation, schemas } = compileEach(declared, definition, settings, mistakes)
  const inputs = { notation, schemas, known, refuse: settings.refuse }
  if (schemas.length > 0) return (source) => readMixed(inputs, source)
  return (source) => readNotation(inputs, source)
}

function compileEach(
  declared: Record<string, unknown>,
  { files, urlWildcardSuffix }: DeclaredInputs,
  settings: TypeSettings,
  mistakes: string[],
): { notation: NotationInput[]; schemas: NamedSchema[] } {
  const notation: NotationInput[] = []
  const schemas: NamedSchema[] = []
  const uploads = new Set(files)
  for (const [name, input] of Object.entries(declared)) {
    const nameMistake = findNameMistake(name)
    if (nameMistake !== undefined)
      mistakes.push(`the input "${name}" needs another name: ${nameMistake}`)
    else if (isStandardSchema(input)) schemas.push([name, input])
    else if (!uploads.has(name)) {
      const param = urlWildcardSuffix === name ? '0' : name
      const compiled = compileInput(name, input, param, settings, mistakes)
      if (compiled !== undefined) notation.push(compiled)
    }
  }
  return { notation, schemas }
}

function readNotation<Source extends ParameterSource>(
  inputs: CompiledInputs<Source>,
  source: Source,
): InputValues {
  const values = readValues(inputs, source)
  if (inputs.known !== undefined) throwIssues(inputs, findUnknown(inputs.known, source), source)
  return values
}

function readValues<Source extends ParameterSource>(
  inputs: CompiledInputs<Source>,
  source: Source,
): InputValues {
  const values: InputValues = {}
  for (const input of inputs.notation) {
    const value = input.read(source)
    if (value === REFUSED) throw toError(inputs, explainAll(inputs, source), source)
    if (value !== undefined) values[input.name] = value
  }
  return values
}

/** The same with inputs that have a schema, whose answers may be promises. */
function readMixed<Source extends ParameterSource>(
  inputs: CompiledInputs<Source>,
  source: Source,
): InputValues | Promise<InputValues> {
  const { schemas } = inputs
  const checks = schemas.map(([name, schema]) =>
    checkWithSchema(schema, source.param(name), [name]),
  )
  const finish = (checked: readonly Checked[]): InputValues => {
    const issues = explainAll(inputs, source)
    const values: InputValues = {}
    for (const [index, result] of checked.entries()) {
      const name = schemas[index]?.[0] ?? ''
      if ('issues' in result) issues.push(...result.issues)
      else if (result.value !== undefined) values[name] = result.value
    }
    throwIssues(inputs, issues, source)
    return Object.assign(values, readValues(inputs, source))
  }
  const settled = checks.filter((check): check is Checked => !(check instanceof Promise))
  if (settled.length === checks.length) return finish(settled)
  return Promise.all(checks.map((check) => Promise.resolve(check))).then(finish)
}

/** All values through one schema. */
function readAllParams<Source extends ParameterSource>(
  schema: StandardSchema,
  refuse: InputSettings<Source>['refuse'],
  source: Source,
): unknown {
  const finish = (checked: Checked): unknown => {
    if ('value' in checked) return checked.value
    throw toError({ refuse }, checked.issues, source)
  }
  const checked = checkWithSchema(schema, source.allParams(), [])
  return checked instanceof Promise ? checked.then(finish) : finish(checked)
}

function explainAll<Source extends ParameterSource>(
  { notation, known }: CompiledInputs<Source>,
  source: Source,
): InputIssue[] {
  const issues = notation.flatMap((input) =>
    input.read(source) === REFUSED ? input.explain(source) : [],
  )
  return [...issues, ...findUnknown(known, source)]
}

function findUnknown(
  known: ReadonlySet<string> | undefined,
  source: ParameterSource,
): InputIssue[] {
  if (known === undefined) return []
  return Object.keys(source.allParams())
    .filter((name) => !known.has(name) && !Object.hasOwn(source.params, name))
    .map((name) => ({ path: [name], code: 'unknown', message: 'There is no such parameter.' }))
}

function throwIssues<Source extends ParameterSource>(
  inputs: Pick<CompiledInputs<Source>, 'refuse'>,
  issues: readonly InputIssue[],
  source: Source,
): void {
  if (issues.length > 0) throw toError(inputs, issues, source)
}

function toError<Source extends ParameterSource>(
  { refuse }: Pick<CompiledInputs<Source>, 'refuse'>,
  issues: readonly InputIssue[],
  source: Source,
): Error {
  const byInput = new Map<string, InputIssue[]>()
  for (const issue of issues) {
    const name = String(issue.path[0] ?? 'inputs')
    byInput.set(name, [...(byInput.get(name) ?? []), issue])
  }
  const problems = [...byInput].map(([name, found]) => toProblem(name, found))
  return refuse({ issues, problems }, source)
}
