// Written by `halyard types` from the routes and actions of this app, and kept up to date by `halyard lift`.
// Changes that you make here are lost.
/* eslint-disable */
import type { ActionRoute, ControllerRoute } from 'halyard'

/** The routes of the app, by address. */
export interface Api {
  'GET /health': ActionRoute<typeof import('../api/controllers/health.js')>
  'POST /login': ControllerRoute<typeof import('../api/controllers/UserController.js'), 'logIn'>
  'GET /user/:id/friends': ActionRoute<typeof import('../api/controllers/user/friends.js'), 'id'>
}

declare global {
  namespace Halyard {
    interface Routes extends Api {}
    interface Actions {
      health: unknown
      'security/grant-csrf-token': unknown
      'user/friends': unknown
      'user/login': unknown
    }
    interface Policies {}
    interface Helpers {}
  }
}
