// #region actions
export const routes = {
  'GET /': { view: 'pages/home', locals: { title: 'Home' } },
  'GET /user/:id': async (req, res) => {
    const user = { id: req.param('id'), name: 'Ann <ann@example.com>' }
    return res.view('pages/user', { title: user.name, user })
  },
  'GET /about': 'pages/about',
}

export const controllers = {
  moduleDefinitions: {
    // Without a path it is views/pages/about.ejs: the action's own identity.
    'pages/about': (_req, res) => res.view({ title: 'About', layout: false }),
  },
}
// #endregion actions

// #region exit
export const showUser = {
  inputs: { id: { type: 'number', required: true } },
  exits: {
    success: { viewTemplatePath: 'pages/user' },
    notFound: { responseType: 'notFound' },
  },
  fn: async ({ id }) => ({ title: `User ${id}`, user: { id, name: 'Ann' } }),
}
// #endregion exit

export async function sendMail(sails, send) {
  // #region mail
  const html = await sails.renderView('emails/welcome', { name: 'Ann', layout: 'layouts/email' })
  await send(html)
  // #endregion mail
}

// #region engine
export const withAnotherEngine = (engine) => ({
  views: {
    extension: 'html',
    layout: false,
    // (file, locals, callback), as Express and consolidate have it; or a promise
    getRenderFn: () => engine,
  },
})
// #endregion engine
