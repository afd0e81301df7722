package io.vpcep.operator.management;

import java.time.Duration;

/**
 * What callers may use of the port at most.
 *
 * @param connections open at a time; beyond that the oldest that is not reading metrics is closed
 * @param headBytes of a request up to its empty line
 * @param forHead how long a request head may take to arrive, and a short response to be taken
 * @param forFinishing how long whatever else a client sends is read and dropped after the response
 * @param scrapes that run at a time
 * @param waitingScrapes beside those that run
 * @param forReader how long the metrics may take to be read
 * @param forReaderWhileOthersWait the same while another scrape waits for its turn
 */
record Limits(
    int connections,
    int headBytes,
    Duration forHead,
    Duration forFinishing,
    int scrapes,
    int waitingScrapes,
    Duration forReader,
    Duration forReaderWhileOthersWait) {

  static final Limits DEFAULT =
      new Limits(
          256,
          8 * 1024,
          Duration.ofSeconds(5),
          Duration.ofSeconds(1),
          2,
          4,
          Duration.ofSeconds(30),
          Duration.ofSeconds(5));
}
