export default async function isLoggedIn(req, res, proceed) {
  if (req.query.as === undefined) return res.forbidden()
  return proceed()
}
