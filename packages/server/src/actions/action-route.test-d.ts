import { expectTypeOf } from 'vitest'
import { z } from 'zod'

import type { Request } from '../request/request.ts'
import type { Response } from '../request/response.ts'
import type { ActionRoute, ConfiguredRoute, ControllerRoute, PageRoute } from './action-route.ts'
import { defineAction } from './define-action.ts'

declare function findFriends(id: number): Promise<{ name: string; since: Date }[] | undefined>

// An action in a file of its own.
const friends = defineAction({
  inputs: {
    id: { type: 'number', required: true },
    limit: { type: 'number', defaultsTo: 15 },
    order: { type: 'string', isIn: ['asc', 'desc'], required: true },
  },
  exits: {
    notFound: 404,
    gone: { statusCode: 410, outputType: { since: 'string' } },
    elsewhere: { responseType: 'redirect' },
    later: { statusCode: 202, outputExample: { id: 7, tags: ['new'] } },
    page: { viewTemplatePath: 'pages/friends' },
    odd: {},
  },
  async fn({ id }, exits) {
    const found = await findFriends(id)
    if (found === undefined) return exits.notFound({ id, message: 'none' })
    // @ts-expect-error the exit declares another output
    if (id === 7) return exits.gone({ since: 7 })
    return found.map(({ name, since }) => ({ name, since }))
  },
})
type Friends = ActionRoute<{ default: typeof friends }, 'id'>

expectTypeOf<Friends['params']>().toEqualTypeOf<{ readonly id: number }>()
expectTypeOf<Friends['inputs']>().toEqualTypeOf<{
  id: number
  order: 'asc' | 'desc'
  limit?: number
}>()
expectTypeOf<Friends['output']>().toEqualTypeOf<{ name: string; since: string }[]>()
expectTypeOf<Friends['exits']['notFound']>().toEqualTypeOf<{
  readonly status: 404
  readonly body: { id: number; message: string }
}>()
expectTypeOf<Friends['exits']['gone']>().toEqualTypeOf<{
  readonly status: 410
  readonly body: { since: string }
}>()
expectTypeOf<Friends['exits']['elsewhere']['status']>().toEqualTypeOf<302>()
expectTypeOf<Friends['exits']['later']>().toEqualTypeOf<{
  readonly status: 202
  readonly body: { id: number; tags: string[] }
}>()
expectTypeOf<Friends['exits']['page']>().toEqualTypeOf<{
  readonly status: 200
  readonly body: string
}>()
expectTypeOf<Friends['exits']['odd']['status']>().toEqualTypeOf<500>()

// Any Standard Schema: clients send what it takes.
const search = defineAction({
  inputs: z.object({ text: z.string(), page: z.coerce.number().default(1) }),
  fn: ({ text, page }) => ({ text: text.length, page: page + 1 }),
})
type Search = ActionRoute<{ default: typeof search }>
expectTypeOf<Search['inputs']>().toEqualTypeOf<{ text: string; page?: unknown }>()
expectTypeOf<Search['output']>().toEqualTypeOf<{ text: number; page: number }>()

// What is not returned, and what answers in other ways.
const quiet = defineAction({ fn: async () => undefined })
const byHand = defineAction({
  async fn() {
    return (await findFriends(3)) === undefined ? this.res.notFound() : { fine: true }
  },
})
const page = defineAction({
  exits: { success: { viewTemplatePath: 'pages/home' } },
  fn: () => ({ title: 'Home' }),
})
const callback = defineAction({
  fn(_inputs, exits) {
    exits.success({ id: 7 })
  },
})
const taken = defineAction({ fn: async (_inputs, exits) => exits.success({ id: 7 }) })
expectTypeOf<ActionRoute<typeof quiet>['output']>().toEqualTypeOf<string>()
expectTypeOf<ActionRoute<typeof byHand>['output']>().toEqualTypeOf<{ fine: boolean }>()
expectTypeOf<ActionRoute<typeof page>['output']>().toEqualTypeOf<string>()
expectTypeOf<ActionRoute<typeof callback>['output']>().toEqualTypeOf<unknown>()
expectTypeOf<ActionRoute<typeof taken>['output']>().toEqualTypeOf<{ id: number }>()

// Functions, whichever kind of module exports them.
async function show(req: Request, res: Response) {
  if (req.isSocket) return res.badRequest()
  return res.status(201).json({ id: req.params['id'], at: new Date() })
}
type Shown = { id: string | undefined; at: string }
expectTypeOf<ActionRoute<typeof show, 'id' | 'page?'>>().toEqualTypeOf<{
  readonly params: { readonly id: string | number; readonly page?: string | number }
  readonly inputs: Readonly<Record<string, unknown>>
  readonly output: Shown
  readonly exits: {}
}>()
expectTypeOf<
  ControllerRoute<{ default: { show: typeof show } }, 'show'>['output']
>().toEqualTypeOf<Shown>()
expectTypeOf<ControllerRoute<{ show: typeof show }, 'show'>['output']>().toEqualTypeOf<Shown>()
expectTypeOf<ControllerRoute<{ show: typeof show }, 'hide'>['output']>().toEqualTypeOf<unknown>()

// Targets in the configuration itself.
interface RoutesFile {
  routes: { 'GET /show': { fn: typeof show }; 'GET /chain': readonly ['a', typeof show] }
}
expectTypeOf<ConfiguredRoute<RoutesFile, ['GET /show', 'fn']>['output']>().toEqualTypeOf<Shown>()
expectTypeOf<ConfiguredRoute<RoutesFile, ['GET /chain', 1]>['output']>().toEqualTypeOf<Shown>()
expectTypeOf<ConfiguredRoute<RoutesFile, ['GET /none']>['output']>().toEqualTypeOf<unknown>()
expectTypeOf<PageRoute['output']>().toEqualTypeOf<string>()
