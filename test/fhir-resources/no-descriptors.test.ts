import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** Telltale words of the official descriptors of CPT, SNOMED CT and the provider taxonomy, written backwards, so that this file holds none. */
const telltales = [
  'gnipat oediv yb sisylana noitom',
  'scitamenik d3 dna gnipat oediv',
  'd3 oediv sisylana noitom',
  'sserp tf w tset noitom',
  'stnemerusaem erusserp ratnalp cimanyd',
  'tivitca lanoitcnuf rehto ro gniklaw gnirud',
  'gme ecafrus cimanyd',
  'gme eriw enif cimanyd',
  'hpargoymortcele ecafrus cimanyd',
  'hpargoymortcele eriw enif',
  'stset noitom fo weiver syhp',
  'naicisyhp yb noitaterpretni dna weiver',
  'sselrekram desab retupmoc ydob lluf',
  'sisylana noitom citenik dna citamenik',
  'ntm d3 ydb luf erpmoc',
  'gninoitisoper htilanac',
  'tnemerusaem ro tset ecnamrofrep lacisyhp',
  'ot ytiladom a fo noitacilppa',
  'noitaulave ypareht lacisyhp',
  'ecnarudne dna htgnerts poleved',
  'dekove yrosnesotamos ycnetal trohs',
  'secivres larudecorp desaercni',
  'ecivres larudecorp tcnitsid',
  'erudecorp deunitnocsid',
  'tnenopmoc lanoisseforp',
  'tnenopmoc lacinhcet',
  'noegrus tnatsissa',
  'gnippalrevo non lausunu',
  'ticifed laudiser htiw tnedicca ralucsavorberec',
  'ralucsavorberec fo tceffe etal',
  'noitatilibaher dna enicidem lacisyhp',
  'noitatilibaher enicidem lacisyhp',
  'ygoloruen yrtaihcysp',
].map((text) => text.split('').toReversed().join(''))

const texts = globSync(['*.{md,html,json,ts}', 'NOTICE', '{src,test,fhir-resources,public}/**/*.{json,ts,tsx,css,js,svg,md}']).filter(
  (path) => path !== 'package-lock.json',
)

/** The telltales that a text holds, whatever its case and punctuation. */
function telltalesIn(text: string): readonly string[] {
  const plain = ` ${text.toLowerCase().replace(/[^a-z0-9]+/g, ' ')} `
  return telltales.filter((words) => plain.includes(` ${words}`))
}

test('no official descriptor stands anywhere in the project', () => {
  expect(texts.flatMap((path) => telltalesIn(readFileSync(path, 'utf8')).map((words) => `${path}: ${words}`))).toEqual([])
  expect(texts.length).toBeGreaterThan(250)
})

test.each(telltales)('a descriptor would be found however it is written (%#)', (words) =>
  expect(telltalesIn(`{"display": "The ${words.toUpperCase().replaceAll(' ', '-\n')}, etc."}`)).toContain(words),
)
