// #region store
export const avatars = {
  'POST /avatar': async (req, res) => {
    const [avatar] = await req.file('avatar').upload({
      dirname: 'avatars', // below .tmp/uploads
      maxBytes: '2mb',
      extensions: ['png', 'jpg'],
    })
    if (avatar === undefined) return res.badRequest('Choose a picture.')

    const { fd, size, filename } = avatar // fd: the path of the stored file
    req._sails.log.verbose('stored', fd)
    return res.json({ size, filename, title: req.body.title })
  },
}
// #endregion store

// #region action
export const addPicture = {
  files: ['picture'],

  inputs: {
    title: { type: 'string', required: true },
    picture: { type: 'ref', required: true },
  },

  exits: { noPicture: { statusCode: 400 } },

  fn: async ({ title, picture }) => {
    const [stored] = await picture.upload({ maxBytes: 5_000_000 })
    if (stored === undefined) throw 'noPicture'
    return { title, size: stored.size }
  },
}
// #endregion action

// #region both
export const twoFields = {
  'POST /application': async (req, res) => {
    const [letters, pictures] = await Promise.all([
      req.file('letter').upload(),
      req.file('picture').upload({ maxBytes: '10mb' }),
    ])
    return res.json({ letters: letters.length, pictures: pictures.length })
  },
}
// #endregion both

// #region read
export const lengths = {
  'POST /lengths': async (req, res) => {
    const answer = {}
    for await (const file of req.file('text')) {
      answer[file.filename] = 0
      for await (const bytes of file) answer[file.filename] += bytes.length
    }
    return res.json(answer)
  },
}
// #endregion read
