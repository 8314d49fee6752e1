import type { VariantName } from '../app/variants.ts'
import type { Handshake } from './door.ts'
import { modelPlans } from './model-plans.ts'
import type { Placeholders } from './placeholders.ts'
import type { Plan } from './plan.ts'
import type { Exchange } from './recording.ts'

const cookieOf = (number: number) => (placeholders: Placeholders) => ({
  headers: { cookie: `sails.sid=${placeholders.get(`signed-session-cookie-${number}`)}` },
})

const csrf = {
  variant: 'csrf',
  cookieName: 'signed-session-cookie-1',
  commonHeaders: {
    'token by io.sails.headers / socket.headers': (placeholders: Placeholders) => ({
      'x-csrf-token': placeholders.get('csrf-token-1'),
    }),
  },
  elsewhere: /^(?:token shape|second token in the same session)/,
} as const

function fromGoodOrigin(handshakeOf: (placeholders: Placeholders) => Handshake = () => ({})) {
  return (placeholders: Placeholders): Handshake => ({
    headers: { ...handshakeOf(placeholders).headers, origin: 'http://good.example' },
  })
}

/** Recordings whose exchanges are plain questions: what was sent, what came back. */
export const PLANS: readonly Plan[] = [
  { file: 'verbs-and-params', variant: 'base' },
  {
    file: 'headers',
    // One of its sockets comes from a page of another site, which we refuse by default.
    variant: 'foreignOrigins',
    sockets: { C: () => ({ headers: { origin: 'http://page.example' } }) },
    commonHeaders: {
      'io.sails.headers are added to every request': () => ({
        'x-global': 'g',
        'x-both': 'global',
      }),
      'undefined removes a global header': () => ({ 'x-global': undefined, 'x-both': 'global' }),
      'socket.headers may change while connected': () => ({ 'x-late': 'l' }),
    },
  },
  { file: 'req-properties', variant: 'base' },
  { file: 'bodies', variant: 'base' },
  { file: 'redirect-view-jsonp', variant: 'base' },
  { file: 'error-responses', variant: errorVariant },
  { file: 'error-responses-production', variant: errorVariant, production: true },
  { file: 'actions2', variant: 'base' },
  { file: 'actions2-production', variant: 'base', production: true },
  { file: 'protocol-errors', variant: 'base', elsewhere: CRASHES() },
  { file: 'protocol-errors-production', variant: 'base', production: true, elsewhere: CRASHES() },
  { file: 'csrf', ...csrf, sockets: { A: cookieOf(1) } },
  {
    file: 'csrf-production',
    production: true,
    ...csrf,
    sockets: { A: fromGoodOrigin(cookieOf(1)), B: fromGoodOrigin() },
  },
  { file: 'csrf-per-route', variant: 'base', elsewhere: /^GET \/csrfToken while/ },
  {
    file: 'sessions',
    variant: 'base',
    sockets: {
      C: cookieOf(2),
      D: cookieOf(2),
      E: () => ({ headers: { cookie: 'sails.sid=s%3Aabc.wrong' } }),
      F: () => ({ headers: { cookie: 'other=1' } }),
      G: () => ({ headers: { nosession: '1' } }),
      H: () => ({ query: 'nosession=true' }),
      I: () => ({ query: 'cookie=sails.sid%3Ds%253Aabc.def' }),
    },
    elsewhere: /^handshake without cookie/,
  },
  { file: 'cookie-endpoint', variant: 'noCookieEndpoint' },
  {
    file: 'cors',
    variant: corsVariant,
    sockets: {
      A: () => ({ headers: { origin: 'http://good.example' } }),
      B: () => ({ headers: { origin: 'http://evil.example' } }),
    },
    elsewhere: /^config:/,
  },
  {
    file: 'sails-sockets',
    variant: 'base',
    elsewhere: /^(?!join called with|getId called with|getId in a|req\.socket\.emit)/,
  },
  {
    file: 'reply-switches',
    variant: 'noStatusCode',
    elsewhere: /^(?:the SDK|sendResponseHeaders)/,
  },
  ...modelPlans,
]

function CRASHES(): RegExp {
  return /^(?:payload null|SDK version in the handshake that is not|data nested about)/
}

/** The recording went through four configurations; names tell which. */
function corsVariant({ name }: Exchange): VariantName {
  if (/^allRoutes(?: with list|.* listed$)|^not listed$|^no Origin header$/.test(name))
    return 'corsList'
  if (/^allRoutes|under allRoutes/.test(name)) return 'corsEverywhere'
  return name.startsWith('socket with') ? 'foreignOrigins' : 'base'
}

/** Where routes of models were part of it. */
function errorVariant({ name }: Exchange): VariantName {
  return name === 'http: undecodable path' ? 'models' : 'base'
}
