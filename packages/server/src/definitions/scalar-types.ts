import { typeIssue } from './type-issue.ts'
import { REFUSED, type TypeSettings, type ValueType } from './value-type.ts'

/** Texts of decimals, as `strictNumbers` wants them. */
const PLAIN_DECIMAL = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/

/** Compiles a type that has no parts. */
export function compileScalar(
  type: 'string' | 'number' | 'boolean' | 'json' | 'ref',
  settings: TypeSettings,
): ValueType {
  return scalarType(type, findCoercion(type, settings))
}

function findCoercion(type: ValueType['name'], settings: TypeSettings): ValueType['coerce'] {
  if (type === 'string') return coerceString
  if (type === 'number') return settings.strictNumbers ? coercePlainNumber : coerceNumber
  if (type === 'boolean') return coerceBoolean
  return type === 'json' && settings.parseJsonTexts ? parseText : keep
}

function scalarType(name: ValueType['name'], coerce: ValueType['coerce']): ValueType {
  return {
    name,
    coerce,
    explain: (value, path, issues) => {
      issues.push(typeIssue(name, value, path))
    },
  }
}

function coerceString(value: unknown): unknown {
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return String(value)
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  return value instanceof Date ? value.toISOString() : REFUSED
}

function coerceNumber(value: unknown): unknown {
  if (typeof value === 'boolean') return value ? 1 : 0
  if (typeof value === 'string') {
    if (value === '' || value.trim() !== value) return REFUSED
    return finite(Number(value))
  }
  return finite(value)
}

function coercePlainNumber(value: unknown): unknown {
  if (typeof value === 'string') return PLAIN_DECIMAL.test(value) ? Number(value) : REFUSED
  return finite(value)
}

function finite(value: unknown): unknown {
  return Number.isFinite(value) ? value : REFUSED
}

function coerceBoolean(value: unknown): unknown {
  if (typeof value === 'boolean') return value
  if (value === 'true' || value === '1' || value === 1) return true
  if (value === 'false' || value === '0' || value === 0) return false
  return REFUSED
}

function keep(value: unknown): unknown {
  return value
}

function parseText(value: unknown): unknown {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}
