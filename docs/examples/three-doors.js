// #region server
import { Sails } from 'halyard'

const app = new Sails()
await app.lift({
  explicitHost: '127.0.0.1',
  routes: {
    'GET /user/:id/friends': (req, res) => {
      if (req.isSocket) app.sockets.join(req, `friends of ${req.param('id')}`)
      res.json({ user: req.param('id'), limit: Number(req.param('limit', 10)) })
    },
    'POST /news': (req, res) => {
      // #region speak
      app.sockets.broadcast('friends of 3', 'news', { text: 'hello' }, req)
      // #endregion speak
      res.ok()
    },
  },
})
// #endregion server

export { app }

/** The request as the documentation of Sails has it, to the letter. */
export function askOverSocket(io, console) {
  // prettier-ignore
  {
    // #region socket
    io.socket.request({ method: 'get', url: '/user/3/friends', data: { limit: 15 }, headers: { 'x-csrf-token': 'ji4brixbiub3' } },
      function (resData, jwres) { if (jwres.error) { console.log(jwres.statusCode); return; } console.log(jwres.statusCode); });
    // #endregion socket
  }
}

export async function askByCall() {
  // #region call
  const { statusCode, headers, body } = await app.request({
    method: 'get',
    url: '/user/3/friends',
    data: { limit: 15 },
  })
  // #endregion call
  return { statusCode, headers, body }
}
