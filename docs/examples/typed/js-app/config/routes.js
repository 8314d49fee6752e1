module.exports.routes = {
  'GET /user/:id/friends': 'user/friends',
  'POST /login': 'UserController.logIn',
  'GET /health': { action: 'health' },
}
