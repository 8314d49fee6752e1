import { expectTypeOf } from 'vitest'

import type { StandardSchema } from '../definitions/standard-schema.ts'
import type { ActionDefinition } from './action-definition.ts'
import { defineAction, type ActionInputs, type ActionOutput } from './define-action.ts'

const showUser = defineAction({
  inputs: {
    id: { type: 'number', required: true },
    limit: { type: 'number', defaultsTo: 15 },
    name: { type: 'string' },
    nick: { type: 'string', allowNull: true },
    order: { type: 'string', isIn: ['asc', 'desc'], required: true },
    tags: { type: ['string'], required: true },
    place: { type: { city: 'string', zip: 'number' }, required: true },
    extra: { type: {}, required: true },
  },
  exits: { notFound: 404, moved: { responseType: 'redirect' } },
  async fn(inputs, exits) {
    expectTypeOf(inputs).toEqualTypeOf<{
      id: number
      limit: number
      order: 'asc' | 'desc'
      tags: string[]
      place: { city: string; zip: number }
      extra: Record<string, unknown>
      name?: string
      nick?: string | null
    }>()
    expectTypeOf(exits).toHaveProperty('notFound')
    expectTypeOf(exits).toHaveProperty('success')
    expectTypeOf(this.req.isSocket).toEqualTypeOf<true | undefined>()
    // @ts-expect-error the action does not declare this exit
    exits.gone()
    return { id: inputs.id }
  },
})

expectTypeOf<ActionOutput<typeof showUser>>().toEqualTypeOf<{ id: number }>()
expectTypeOf<ActionInputs<typeof showUser>['id']>().toEqualTypeOf<number>()
expectTypeOf(showUser).toExtend<ActionDefinition>()

declare const anyUser: StandardSchema<unknown, { id: number }>
declare const anyText: StandardSchema<unknown, string>
declare const maybeText: StandardSchema<unknown, string | undefined>

defineAction({
  inputs: anyUser,
  fn(inputs) {
    expectTypeOf(inputs).toEqualTypeOf<{ id: number }>()
  },
})

defineAction({
  inputs: { text: anyText, maybe: maybeText, flag: { type: 'boolean', required: true } },
  fn(inputs) {
    expectTypeOf(inputs).toEqualTypeOf<{
      text: string
      flag: boolean
      maybe?: string | undefined
    }>()
  },
})

// @ts-expect-error there is no such type
defineAction({ inputs: { id: { type: 'integer' } }, fn: () => 1 })

defineAction({
  fn(inputs, exits) {
    // @ts-expect-error it declares no inputs
    void inputs.id
    // @ts-expect-error it declares no exits of its own
    exits.gone()
    exits.success()
  },
})
