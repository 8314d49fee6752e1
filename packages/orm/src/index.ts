export { OrmError } from './errors.ts'
export type {
  AttributeSchema,
  CollectionAttribute,
  CollectionStorage,
  ColumnAttribute,
  ModelSchema,
  ModelSchemas,
} from './schema/model-schema.ts'
