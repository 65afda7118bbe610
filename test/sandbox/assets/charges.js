// Keeps the panel "Charges in this EHR" current while the chart is open.
const table = document.querySelector('#charges')
const columns = ['id', 'status', 'code', 'date', 'reasons', 'enterer', 'performer', 'version']
let shown = ''

async function refresh() {
  const response = await fetch(table.dataset.source).catch(() => null)
  if (response?.ok !== true) return
  const text = await response.text()
  if (text === shown) return
  shown = text
  const charges = JSON.parse(text)
  table.tBodies[0].replaceChildren(...charges.map(row))
  table.hidden = charges.length === 0
  document.querySelector('#no-charges').hidden = charges.length > 0
}

function row(charge) {
  const line = document.createElement('tr')
  line.dataset.status = charge.status
  line.append(
    ...columns.map((column) => {
      const cell = document.createElement('td')
      cell.textContent = charge[column]
      cell.className = column
      return cell
    }),
  )
  return line
}

await refresh()
setInterval(refresh, 2000)
