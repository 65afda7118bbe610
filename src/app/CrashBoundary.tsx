import { Component, type ReactNode } from 'react'
import { Notice } from '#ui/Notice.tsx'

interface CrashState {
  readonly hasCrashed: boolean
}

/** The last resort for a fault of our own: never a blank screen, never the error's text. */
export class CrashBoundary extends Component<{ readonly children: ReactNode }, CrashState> {
  override readonly state: CrashState = { hasCrashed: false }

  static getDerivedStateFromError(): CrashState {
    return { hasCrashed: true }
  }

  override render(): ReactNode {
    if (!this.state.hasCrashed) return this.props.children
    return (
      <Notice tone="stop" title="This app stopped because of a fault of its own." role="alert" isPage>
        <p>If you had pressed a button to send a charge, look in the EHR whether it arrived. Then open the app again from the chart.</p>
      </Notice>
    )
  }
}
