import { expectTypeOf } from 'vitest'

import { type Orm, createOrm } from '../create-orm.ts'
import type { Model } from '../query/model.ts'
import type { CalculateQuery, FindOneQuery, FindQuery } from '../query/reading-queries.ts'
import type { StreamQuery } from '../query/stream-query.ts'
import type {
  CreateQuery,
  DestroyQuery,
  MembersQuery,
  UpdateQuery,
} from '../query/writing-queries.ts'
import { belongsTo, collection, string } from './attribute-builder.ts'
import { model } from './define-model.ts'
import type { ModelMethods } from './model-types.ts'
import type * as typed from './query-types.ts'

interface Models {
  user: { attributes: { name: 'string' } }
}

// Every method that the types have is there at run time.
expectTypeOf<keyof ModelMethods<Models, 'user'>>().toExtend<keyof Model>()
expectTypeOf<keyof typed.FindQuery<Models, 'user', 'name', object, 'stored'>>().toExtend<
  keyof FindQuery
>()
expectTypeOf<keyof typed.FindOneQuery<Models, 'user', 'name', object, 'stored'>>().toExtend<
  keyof FindOneQuery
>()
expectTypeOf<keyof typed.StreamQuery<Models, 'user', 'name', object, 'stored'>>().toExtend<
  keyof StreamQuery
>()
expectTypeOf<keyof typed.AggregateQuery<Models, 'user', number>>().toExtend<
  keyof CalculateQuery<number>
>()
expectTypeOf<keyof typed.WriteQuery<undefined, object>>().toExtend<keyof CreateQuery>()
expectTypeOf<keyof typed.UpdateQuery<Models, 'user', undefined, object>>().toExtend<
  keyof UpdateQuery
>()
expectTypeOf<keyof typed.UpdateOneQuery<Models, 'user', object>>().toExtend<keyof UpdateQuery>()
expectTypeOf<keyof typed.DestroyQuery<Models, 'user', undefined, object>>().toExtend<
  keyof DestroyQuery
>()
expectTypeOf<keyof typed.MembersQuery<number>>().toExtend<keyof MembersQuery>()

export async function orm(): Promise<void> {
  const { models } = await createOrm({
    models: {
      User: model({
        attributes: { name: string().required(), pets: collection('pet').via('owner') },
      }),
      Pet: model({ attributes: { name: string(), owner: belongsTo('user') } }),
      Note: { attributes: { text: { type: 'string', required: true } } },
    },
  })

  const user = await models.user.findOne(1).populate('pets').orThrow()
  expectTypeOf(user.pets[0]?.owner).toEqualTypeOf<number | null | undefined>()
  expectTypeOf((await models.note.find())[0]?.text).toEqualTypeOf<string | undefined>()
  // @ts-expect-error there is no such attribute
  models.pet.find({ nmae: 'x' })
  expectTypeOf(models).not.toHaveProperty('pets')

  expectTypeOf<Orm['models']>().toEqualTypeOf<Readonly<Record<string, Model>>>()
}
