export default (req, res) => res.json({ for: req.query.as })
