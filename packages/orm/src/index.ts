export {
  type AdapterCode,
  AdapterError,
  DecryptionError,
  type DefinitionCode,
  type DefinitionPlace,
  InvalidValueError,
  ModelDefinitionError,
  ModelProblemsError,
  OrmError,
  PropagationError,
  type UsageCode,
  UsageError,
  type ValueProblem,
  type ValueProblemCode,
} from './errors.ts'
export type { DefinitionLog, NormalizeSettings, RawDefinition } from './schema/model-definition.ts'
export type {
  AttributeSchema,
  CollectionAttribute,
  CollectionStorage,
  ColumnAttribute,
  ModelSchema,
  ModelSchemas,
} from './schema/model-schema.ts'
export { type NormalizedModels, normalizeModels } from './schema/normalize-models.ts'
