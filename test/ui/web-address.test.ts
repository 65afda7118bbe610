import { expect, test } from 'vitest'
import { webAddress } from '#ui/web-address.ts'

test.each([
  'javascript:alert(1)',
  ' javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'data:text/html,x',
  'file:///etc/passwd',
  'http://x.example',
  '//x.example',
  'x',
  '',
])('S08 %j is no link', (written) => expect(webAddress(written)).toBeNull())
test('S08 an address of the web is one', () => expect(webAddress('https://www.cms.gov/x')).toBe('https://www.cms.gov/x'))
