package io.vpcep.operator.leadership;

/** Whether this replica leads, which is whether it may write and make calls. */
public interface Leadership extends AutoCloseable {

  /**
   * Whether this replica leads at this moment. Ends by itself when the leadership could not be
   * renewed in time, before any other replica may begin.
   */
  boolean isHeld();

  /**
   * Stands for election from now on.
   *
   * @param gained called when this replica leads, and again each time that it does after its
   *     leadership had lapsed for a moment
   * @param lost called once, when it does not any more although it was not closed; it stands for no
   *     further election
   */
  void begin(Runnable gained, Runnable lost);

  /** Gives the leadership up, so that another replica need not wait. Nothing is written after. */
  @Override
  void close();

  /** The leadership of the only replica there is. */
  static Leadership always() {
    return new Leadership() {
      @Override
      public boolean isHeld() {
        return true;
      }

      @Override
      public void begin(Runnable gained, Runnable lost) {
        // There is no other to stand against.
      }

      @Override
      public void close() {
        // Nobody waits for it.
      }
    };
  }
}
