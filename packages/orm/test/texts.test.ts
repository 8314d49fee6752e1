import { expect, test } from 'vitest'

import { overEachDatabase } from './databases.ts'

const MODELS = { Note: { attributes: { text: 'string', data: 'json', number: 'number' } } }

overEachDatabase('values that are hard to store', (lift) => {
  test('fixed: a text with a NUL character is refused before it reaches the database', async () => {
    const Note = (await lift(MODELS)).model('Note')
    await Note.create({ text: 'a' })

    await expect(Note.create({ text: 'a\0b' })).rejects.toMatchObject({
      code: 'E_INVALID_NEW_RECORD',
    })
    await expect(Note.create({ data: ['\0'] })).rejects.toMatchObject({
      code: 'E_INVALID_NEW_RECORD',
    })
    await expect(Note.find({ text: 'a\0b' })).rejects.toMatchObject({ code: 'E_INVALID_CRITERIA' })
    await expect(Note.find({ text: { contains: '\0' } })).rejects.toMatchObject({
      code: 'E_INVALID_CRITERIA',
    })
  })

  test('texts of every script, and numbers of 53 bits, come back as they were', async () => {
    const Note = (await lift(MODELS)).model('Note')
    const text = 'ä \u{1F600} 漢字 \\ % _ \' " ` ; -- \n'.repeat(50)
    const note = { text, data: { text, list: [text] }, number: Number.MAX_SAFE_INTEGER }

    await Note.create(note)

    expect(await Note.findOne({ text })).toMatchObject(note)
  })

  test('a character that was cut in two does not fail in JSON either', async () => {
    const Note = (await lift(MODELS)).model('Note')

    await Note.create({ text: 'a\uD800', data: ['a\uD800'] })

    expect(await Note.findOne(1)).toMatchObject({ text: 'a\uFFFD', data: ['a\uFFFD'] })
  })
})
