// #region config
export const i18n = {
  locales: ['en', 'fr', 'ru'],
  defaultLocale: 'en',
  localesDirectory: 'config/locales/',
  // Where a request may name its language, beside its accept-language header. All are off unless they have a name.
  sessionKey: 'locale',
  queryParam: 'lang',
  cookieName: 'lang',
}
// #endregion config

// #region request
export const routes = {
  'GET /hello': (req, res) => res.json(req.__('Hello, {name}!', { name: 'Ann' })),
  'GET /cats/:count': (req, res) => res.json(req.__n('cats', Number(req.param('count')))),
  'POST /language': (req, res) => {
    req.session.locale = req.setLocale(req.body.language)
    res.json(req.__('Welcome'))
  },
}
// #endregion request
