import { begin, isBack } from '#app/begin.ts'
import '#ui/first.css'

/*
 * The first chunk: it signs in, and nothing else. The screen's code is evaluated while the EHR reads the chart, so that it
 * never holds up a request; after a second it comes anyway, to say that it waits. On the way out the page needs no screen,
 * and only fetches its files for the way back.
 */
const beginning = begin()
const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')

// In a task of its own, behind the one that sends the requests.
const show = () => void setTimeout(() => void showScreen(root))
if (isBack()) {
  void Promise.race([beginning.launched, new Promise((resolve) => setTimeout(resolve, 1000))]).then(show, show)
  // The largest file, while the code is being redeemed.
  setTimeout(() => fetchNext('modulepreload', '[data-next=screen]'))
} else {
  void beginning.launched.then(({ kind }) => (kind === 'leaving' ? null : show()), show)
  // Behind the request of the sign-in in line.
  void beginning.config.catch(() => null).then(() => setTimeout(() => fetchNext('prefetch')))
}

async function showScreen(element: HTMLElement): Promise<void> {
  // All at once, instead of one import after the other.
  fetchNext('modulepreload')
  try {
    const { showOn } = await import('#app/show.tsx')
    await showOn(element, beginning)
  } catch {
    element.textContent = 'This app’s own files could not be reached. Nothing was sent. Open the app again from the chart.'
  }
}

/** Has files of the first screen fetched, for the way back, or compiled as well, to be run at once. */
function fetchNext(rel: 'modulepreload' | 'prefetch', which = '[data-next]'): void {
  for (const link of document.querySelectorAll<HTMLLinkElement>(`link${which}`))
    if (rel === 'prefetch' || link.href.endsWith('.js')) link.rel = rel
}
