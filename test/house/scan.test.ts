import { describe, expect, test } from 'vitest'
import { scan, settingsIn } from './scan.ts'

const inFile = (text: string, name = 'assets/first.js') => scan([{ name, text }])

describe('the scan of the built files', () => {
  test('says nothing of code without any of it', () => {
    const text = 'const secret=e.clientSecret;fetch(u,{headers:{Authorization:`Bearer ${t}`}});["localhost","127.0.0.1"]'
    expect(inFile(text)).toEqual([])
  })
  test.each([
    ['a private key', '-----BEGIN PRIVATE KEY-----'],
    ['a private key', '{kty:"EC",crv:"P-256",x:"a",y:"b",d:"0123456789012345678901"}'],
    ['a client secret', 'body.set("client_secret",s)'],
    ['a client secret', 'const o={clientSecret:"hunter22"}'],
    ['a token', 'const t="eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2ln"'],
    ['a token', 'headers:{Authorization:"Bearer 0a1b2c3d4e5f"}'],
    ['a key of a service', 'const k="AKIAABCDEFGHIJKLMNOP"'],
    ['an address with a name and a password', 'fetch("https://user:word@ehr.example/fhir")'],
    ['a setting of the build', 'const e="VITE_API_KEY"'],
    ['a source map', '//# sourceMappingURL=first.js.map'],
    ['text run as code', 'eval(e)'],
    ['text run as code', 'new Function("return this")'],
    ['text run as code', 'Function("return this")()'],
    ['text run as code', 'setTimeout("go()",1)'],
    ['a tool of developers', 'localStorage.debug="*"'],
    ['a file of the tests', 'import("#test/sandbox/seed.ts")'],
    ['the address of a sandbox', 'const i="http://localhost:4004/fhir"'],
    ['the address of a sandbox', 'const i="https://launch.smarthealthit.org/v/r4/fhir"'],
    ['a fixture', 'const n="Margaret Hale"'],
    ['a fixture', 'const n="Chidi Okafor"'],
    ['a fixture', 'get("Patient/knee-right")'],
  ])('names %s in %s', (what, planted) => {
    expect(inFile(`const a=1;${planted};export{a}`)).toContain(`assets/first.js holds ${what}.`)
  })
  test('lets the site’s own file name its EHRs, and nothing else', () => {
    expect(inFile('{"issuer":"http://localhost:4004/fhir"}', 'config.json')).toEqual([])
    expect(inFile('{"client_secret":"x"}', 'config.json')).toEqual(['config.json holds a client secret.'])
  })
  test('names a map by its name, and a value of a settings file wherever it stands', () => {
    expect(inFile('{}', 'assets/first.js.map')).toEqual(['assets/first.js.map is a source map.'])
    const secrets = settingsIn(['# a comment\nexport API_KEY="s3cr3t-value"\nPORT=1\n', 'OTHER=plain-words'])
    expect(secrets.map(([, value]) => value)).toEqual(['s3cr3t-value', 'plain-words'])
    expect(scan([{ name: 'a.js', text: 'x("s3cr3t-value")' }], secrets)).toEqual(['a.js holds a value of a settings file.'])
  })
})
