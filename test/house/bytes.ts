import { buildApp } from './build-app.ts'
import { billOf, installed, missingInNotice } from './sbom.ts'
import { scan } from './scan.ts'
import { packagesIn, packagesOfService } from './shipped.ts'
import { weigh } from './weigh.ts'

const output = await buildApp()
const { lines, faults } = weigh(output)
const files = output.map((part) => ({ name: part.fileName, text: part.type === 'chunk' ? part.code : part.source.toString() }))
const app = packagesIn(output.flatMap((part) => (part.type === 'chunk' ? part.moduleIds : [])))
const bill = billOf(installed(), { app, service: packagesOfService() })
const notice = files.find(({ name }) => name === 'NOTICE')?.text ?? ''
const found = [...faults, ...scan(files), ...missingInNotice(notice, bill)]
for (const line of lines) console.log(line)
for (const fault of found) console.error(fault)
process.exitCode = found.length === 0 ? 0 : 1
