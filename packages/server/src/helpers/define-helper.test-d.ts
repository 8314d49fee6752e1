import { expectTypeOf } from 'vitest'

import type { StandardSchema } from '../definitions/standard-schema.ts'
import type { Helpers, HelpersFor } from '../hook/helpers.ts'
import { type HelperOf, defineHelper } from './define-helper.ts'
import type { HelperCall } from './helper-call.ts'
import type { HelperContext } from './helper-context.ts'
import type { HelperDefinition } from './helper-definition.ts'

const findFriends = defineHelper({
  inputs: {
    userId: { type: 'number', required: true },
    limit: { type: 'number', defaultsTo: 15 },
    order: { type: 'string', isIn: ['asc', 'desc'], required: true },
  },
  exits: { notFound: { description: 'There is no such user.' } },
  async fn(inputs, exits) {
    expectTypeOf(inputs).toEqualTypeOf<{ userId: number; limit: number; order: 'asc' | 'desc' }>()
    expectTypeOf(this).toEqualTypeOf<HelperContext>()
    exits.notFound()
    // @ts-expect-error the helper does not declare this exit
    exits.gone()
    return [inputs.userId]
  },
})
expectTypeOf(findFriends).toExtend<HelperDefinition>()

declare const find: HelperOf<typeof findFriends, ['userId', 'order', 'limit']>
expectTypeOf(find).parameters.toEqualTypeOf<
  [userId: number, order: 'asc' | 'desc', limit?: number]
>()
expectTypeOf(find(7, 'asc')).toEqualTypeOf<HelperCall<number[], 'notFound'>>()
expectTypeOf(find.with({ userId: 7, order: 'asc' }).tolerate('notFound')).toEqualTypeOf<
  HelperCall<number[] | undefined, 'notFound'>
>()
expectTypeOf(find(7, 'asc').tolerate('notFound', async () => 'none' as const)).toEqualTypeOf<
  HelperCall<number[] | 'none', 'notFound'>
>()
expectTypeOf(find(7, 'asc').retry('notFound', [10]).timeout(5)).toEqualTypeOf<
  HelperCall<number[], 'notFound'>
>()
find(7, 'asc').intercept('notFound', 'missing')
// @ts-expect-error an order is needed
find.with({ userId: 7 })
// @ts-expect-error there is no such input
find.with({ userId: 7, order: 'asc', size: 1 })
// @ts-expect-error a rule without a handler says nothing about the new error
find(7, 'asc').intercept('notFound')

const price = defineHelper({
  sync: true,
  inputs: { cents: { type: 'number', required: true } },
  fn: ({ cents }) => `${cents}`,
})
declare const formatPrice: HelperOf<typeof price>
expectTypeOf(formatPrice).parameters.toEqualTypeOf<[number]>()
expectTypeOf(formatPrice(5)).toEqualTypeOf<string>()

const ordered = defineHelper({
  args: ['b', 'a', '{*}'],
  inputs: {
    a: { type: 'string' },
    b: { type: 'number', required: true },
    c: { type: 'boolean' },
  },
  fn: async () => 1,
})
declare const callOrdered: HelperOf<typeof ordered>
expectTypeOf(callOrdered).parameters.toEqualTypeOf<
  [value: number, value?: string, others?: { a?: string; b?: number; c?: boolean }]
>()

declare const user: StandardSchema<{ id: string }, { id: number }>
const save = defineHelper({
  inputs: user,
  fn: async (inputs) => {
    expectTypeOf(inputs).toEqualTypeOf<{ id: number }>()
  },
})
declare const callSave: HelperOf<typeof save>
callSave.with({ id: '7' })
// @ts-expect-error the schema takes a text
callSave.with({ id: 7 })

declare const callNothing: HelperOf<{ fn: () => Promise<number> }>
expectTypeOf(callNothing()).toEqualTypeOf<HelperCall<number, never>>()
expectTypeOf(callNothing.with()).toEqualTypeOf<HelperCall<number, never>>()

// Nothing is said about helpers here, so anything goes; with the first entry nothing else does.
declare const loose: Helpers
loose['strings'].random('url-friendly').anything.at.all()
declare const registered: HelpersFor<{ user: { find: typeof find } }>
expectTypeOf(registered.user.find).toEqualTypeOf<typeof find>()
// @ts-expect-error it is not registered
void registered.strings
