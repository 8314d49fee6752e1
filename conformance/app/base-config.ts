import type { SailsApp } from 'halyard'

import { act2 } from './act2.ts'
import { answerActions } from './answer-actions.ts'
import { describeRequest } from './describe-request.ts'
import { errorActions } from './error-actions.ts'
import { createPubsubActions } from './pubsub-actions.ts'
import { responseActions } from './response-actions.ts'
import { routes } from './routes.ts'
import { isLoggedIn, sessionActions } from './session-actions.ts'
import { createSocketActions } from './socket-actions.ts'

export type Config = Record<string, unknown>

/** The application behind the recordings, but for its models. */
export function baseConfig(sails: SailsApp): Config {
  const probe = {
    ...answerActions,
    ...responseActions,
    ...errorActions,
    ...sessionActions,
    ...createSocketActions(sails),
    ...createPubsubActions(sails),
  }
  return {
    appPath: import.meta.dirname,
    explicitHost: '127.0.0.1',
    port: 0,
    log: { level: 'silent' },
    hooks: { i18n: false },
    routes,
    blueprints: { actions: true },
    controllers: { moduleDefinitions: { probe, act2, req: describeRequest } },
    policies: { 'probe/secret': isLoggedIn },
    responses: { moduleDefinitions: { teapot } },
    session: { secret: 'the secret of the conformance app', cookie: { secure: false } },
    // Production asks for a decision about origins. The recordings had this one there.
    sockets: process.env['NODE_ENV'] === 'production' ? { onlyAllowOrigins: [GOOD_ORIGIN] } : {},
  }
}

/** The origin that the recordings' lists of origins have. */
export const GOOD_ORIGIN = 'http://good.example'

interface ResponseContext {
  readonly res: { status(code: number): { json(body: unknown): unknown } }
}

function teapot(this: ResponseContext, data: unknown): unknown {
  return this.res.status(418).json({ teapot: true, data })
}
