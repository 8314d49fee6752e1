import { defineAction } from 'halyard'
import { z } from 'zod'

// #region addresses
export const addresses = {
  'GET /user': 'user/find',
  'GET /user/:id': 'user/find-one', // req.param('id')
  'GET /file/*': (req, res) => res.json(req.params[0]), // what stands for the star
  'GET r|^/(\\d{4})/(\\w+)$|year,month': (req, res) => res.json(req.allParams()),
  '/any': (req, res) => res.json(req.method), // GET, POST, PUT, PATCH and DELETE
  'ALL /log/*': (req, _res, next) => next(), // every verb
}
// #endregion addresses

// #region targets
export const targets = {
  'GET /a': 'user/find', // an action
  'GET /b': 'UserController.find', // the same
  'GET /c': { action: 'user/find' }, // the same, with room for options
  'GET /d': { controller: 'user', action: 'find' }, // the same
  'GET /health': (_req, res) => res.json('fine'), // a function
  'GET /old': '/new', // a redirect
  'GET /elsewhere': 'https://example.com', // a redirect
  'GET /gone': { response: 'notFound' }, // res.notFound()
  'GET /admin': [{ policy: 'is-admin' }, 'user/find'], // one after the other
  'GET /feed': { action: 'user/find', cors: true, csrf: false, skipAssets: true }, // with options
}
// #endregion targets

// #region options
export const withOptions = {
  'GET /users/:id': { redirect: '/user/:id', status: 301, keepQuery: true },
  'GET /report': { action: 'user/find', policies: ['is-admin'], timeoutMs: 300_000 },
}
// #endregion options

// #region classic
export function find(req, res) {
  return res.json([{ id: 1, name: req.param('name', 'Ann') }])
}
// #endregion classic

// #region machine
export const findOne = {
  inputs: {
    id: { type: 'number', required: true, min: 1 },
  },
  exits: {
    success: { description: 'The user.' },
    notFound: { statusCode: 404 },
  },
  async fn({ id }) {
    if (id > 100) throw 'notFound'
    return { id, name: 'Ann' }
  },
}
// #endregion machine

// #region typed
export const create = defineAction({
  inputs: { name: { type: 'string', required: true, maxLength: 40 } },
  exits: { conflict: 409 },
  async fn({ name }) {
    if (name === 'Ann') throw { conflict: { taken: name } }
    return { name } // `name` is a string to the type checker too
  },
})
// #endregion typed

// #region schema
export const invite = defineAction({
  inputs: z.object({ email: z.email(), seats: z.coerce.number().int().min(1).default(1) }),
  async fn({ email, seats }) {
    return { email, seats }
  },
})
// #endregion schema

// #region policies
export const policies = {
  '*': 'is-logged-in',
  'user/find': true,
  'user/*': ['is-logged-in', 'is-admin'],
  'user/delete': false,

  moduleDefinitions: {
    'is-logged-in': (req, res, proceed) => (req.session.userId ? proceed() : res.forbidden()),
    'is-admin': (req, res, proceed) => (req.session.isAdmin ? proceed() : res.forbidden()),
  },
}
// #endregion policies

// #region register
export const config = {
  controllers: {
    moduleDefinitions: {
      user: { find, findOne, create, delete: (_req, res) => res.ok() },
      'user/find-one': findOne,
      'team/invite': invite,
    },
  },
  routes: { ...addresses, 'POST /team/invite': 'team/invite', 'POST /user': 'user/create' },
}
// #endregion register

// #region responses
export const responses = {
  moduleDefinitions: {
    expired(data) {
      return this.res.status(410).json({ code: 'E_EXPIRED', ...data })
    },
  },
}

export const routesWithResponse = {
  'GET /offer/:id': (req, res) => res.expired({ id: req.param('id') }),
}
// #endregion responses
