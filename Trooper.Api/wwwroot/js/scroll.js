// Who reads the end stays there, whatever grows; who has scrolled up stays where they are.

export class EndKeeper {
  sticks = true;
  #seen = { scrollTop: 0, scrollHeight: 0 };

  constructor(scroller, content, latest) {
    this.scroller = scroller;
    scroller.addEventListener('scroll', () => {
      this.#look();
      latest.hidden = this.sticks;
    }, { passive: true });
    latest.addEventListener('click', () => this.toEnd());
    new ResizeObserver(() => { if (this.sticks) this.toEnd(); }).observe(content);
  }

  toEnd() {
    this.sticks = true;
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  // Not every scroll is the reader's: what comes in a burst may be ahead of the page, and what is forgotten moves the rest up.
  #look() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    if (scrollHeight - scrollTop - clientHeight < 80) this.sticks = true;
    else if (scrollTop < this.#seen.scrollTop && scrollHeight >= this.#seen.scrollHeight) this.sticks = false;
    this.#seen = { scrollTop, scrollHeight };
  }
}
