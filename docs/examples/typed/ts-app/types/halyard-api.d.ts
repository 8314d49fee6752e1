// Written by `halyard types` from the routes and actions of this app, and kept up to date by `halyard lift`.
// Changes that you make here are lost.
/* eslint-disable */
import type { ActionRoute, ConfiguredRoute, ControllerRoute, CustomOf, HelperOf, ModuleOf } from 'halyard'

/** The routes of the app, by address. */
export interface Api {
  'GET /greeting': ActionRoute<typeof import('../api/controllers/greet.js')>
  'GET /health': ConfiguredRoute<typeof import('../config/routes.js'), ['GET /health']>
  'GET /user/:id': ControllerRoute<typeof import('../api/controllers/UserController.js'), 'show', 'id'>
  'GET /user/:id/friends': ActionRoute<typeof import('../api/controllers/user/friends.js'), 'id'>
}

declare global {
  namespace Halyard {
    interface Routes extends Api {}
    interface Actions {
      greet: unknown
      'security/grant-csrf-token': unknown
      'user/friends': unknown
      'user/show': unknown
    }
    interface Policies {
      'is-logged-in': unknown
    }
    interface Helpers {
      greet: HelperOf<ModuleOf<typeof import('../api/helpers/greet.js')>, ['name', 'mark']>
    }
    interface CustomConfig extends CustomOf<typeof import('../config/custom.js')> {}
  }
}
