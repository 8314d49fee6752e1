export default function isAdmin(req, res, proceed) {
  return req.query.as === 'admin' ? proceed() : res.forbidden()
}
