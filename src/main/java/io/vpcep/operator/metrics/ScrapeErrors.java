package io.vpcep.operator.metrics;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What cannot be read during one scrape, in one thread: it costs its own series, is counted in each
 * scrape, and is logged once until it can be read again.
 */
final class ScrapeErrors {

  private static final Logger LOG = LoggerFactory.getLogger(ScrapeErrors.class);

  /** Objects and errors that are remembered as logged; more than these are only counted. */
  private static final int REMEMBERED = 1_000;

  private final Runnable counter;
  private final Set<String> before;
  private final Set<String> met = new HashSet<>();

  /**
   * @param counter run for each error
   * @param before what was met in the scrape before, and logged
   */
  ScrapeErrors(Runnable counter, Set<String> before) {
    this.counter = counter;
    this.before = before;
  }

  /**
   * Reads an object, or what leads to objects.
   *
   * @param kind of the object
   * @param name of the object, empty for the whole kind
   */
  void read(String kind, String name, Runnable reader) {
    try {
      reader.run();
    } catch (RuntimeException e) {
      counter.run();
      log(kind, name, e);
    }
  }

  /** Reads each object of a kind; one that cannot be read keeps none of the others from it. */
  <T> void readAll(
      String kind, Supplier<Stream<T>> all, Function<T, String> name, Consumer<T> reader) {
    read(
        kind,
        "",
        () -> all.get().forEach(each -> read(kind, name.apply(each), () -> reader.accept(each))));
  }

  private void log(String kind, String name, RuntimeException e) {
    var error = kind + " " + name + " " + e;
    if (met.size() < REMEMBERED && met.add(error) && !before.contains(error)) {
      LOG.error("cannot export the metrics of {} {}", kind, name, e);
    }
  }

  /** What was met. */
  Set<String> met() {
    return met;
  }
}
