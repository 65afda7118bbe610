import { mkdirSync, writeFileSync } from 'node:fs'
import { buildApp } from './build-app.ts'
import { billOf, installed } from './sbom.ts'
import { packagesIn, packagesOfService } from './shipped.ts'

const file = 'dist/sbom.cdx.json'
const app = packagesIn((await buildApp()).flatMap((part) => (part.type === 'chunk' ? part.moduleIds : [])))
const bill = billOf(installed(), { app, service: packagesOfService() })
mkdirSync('dist', { recursive: true })
writeFileSync(file, `${JSON.stringify(bill, null, 2)}\n`)
console.log(`${file}: ${bill.components.length} packages, ${app.length} of them in the app.`)
