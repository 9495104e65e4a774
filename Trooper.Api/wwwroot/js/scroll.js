// Who reads the end stays there, whatever grows; who has scrolled up stays where they are.

// By these a reader scrolls. A page scrolls by itself, too: turns come in bursts, are forgotten, and turn out smaller than they were taken for.
const byHand = ['wheel', 'touchmove', 'pointerdown', 'keydown', 'focusin'];
const afterwards = 1000;

export class EndKeeper {
  sticks = true;
  #touchedAt = -Infinity;

  constructor(scroller, content, latest) {
    this.scroller = scroller;
    for (const name of byHand) scroller.addEventListener(name, () => { this.#touchedAt = performance.now(); }, { passive: true });
    scroller.addEventListener('scroll', () => {
      if (this.#isAtEnd) this.sticks = true;
      else if (performance.now() - this.#touchedAt < afterwards) this.sticks = false;
      latest.hidden = this.sticks;
    }, { passive: true });
    latest.addEventListener('click', () => this.toEnd());
    new ResizeObserver(() => { if (this.sticks) this.toEnd(); }).observe(content);
  }

  toEnd() {
    this.sticks = true;
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  get #isAtEnd() { return this.scroller.scrollHeight - this.scroller.scrollTop - this.scroller.clientHeight < 80; }
}
