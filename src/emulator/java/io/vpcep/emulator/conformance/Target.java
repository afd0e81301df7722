package io.vpcep.emulator.conformance;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the suite is run against.
 *
 * @param values what stands for the placeholders: URLs, IDs, and the token where there is one
 */
record Target(Map<String, String> values) {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z]+)}");

  Target {
    values = Map.copyOf(values);
  }

  /** A text with the values of its placeholders; empty where one has no value. */
  Optional<String> filled(String text) {
    Matcher matcher = PLACEHOLDER.matcher(text);
    StringBuilder filled = new StringBuilder();
    while (matcher.find()) {
      String value = values.get(matcher.group(1));
      if (value == null) {
        return Optional.empty();
      }
      matcher.appendReplacement(filled, Matcher.quoteReplacement(value));
    }
    return Optional.of(matcher.appendTail(filled).toString());
  }

  /** The first placeholder that has no value; empty when all have one. */
  Optional<String> missing(ConformanceCase test) {
    return PLACEHOLDER
        .matcher(test.path() + test.headers().values() + test.body())
        .results()
        .map(match -> match.group(1))
        .filter(name -> !values.containsKey(name))
        .findFirst();
  }
}
