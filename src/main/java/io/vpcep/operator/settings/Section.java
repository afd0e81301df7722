package io.vpcep.operator.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.vpcep.operator.api.GoDuration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part of the configuration file. Remembers which keys were asked for, so that the others can be
 * refused.
 */
final class Section {

  private static final Pattern SIZE = Pattern.compile("([0-9]{1,10})(|KiB|MiB|GiB)");

  /** A URL's user and password: the message goes to logs. */
  private static final Pattern LOGIN = Pattern.compile("//[^/\"]*@");

  private final String path;
  private final JsonNode node;
  private final Set<String> asked = new TreeSet<>();

  private Section(String path, JsonNode node) {
    this.path = path;
    this.node = node;
  }

  static Section root(JsonNode node) throws SettingsException {
    return of("", node);
  }

  private static Section of(String path, JsonNode node) throws SettingsException {
    if (!node.isObject() && !node.isMissingNode() && !node.isNull()) {
      throw new SettingsException(
          (path.isEmpty() ? "the configuration" : path) + ": must be a mapping of keys to values");
    }
    return new Section(path, node);
  }

  Section section(String key) throws SettingsException {
    return of(full(key), ask(key));
  }

  /** The keys that are there. */
  List<String> keys() {
    var keys = new ArrayList<String>();
    node.fieldNames().forEachRemaining(keys::add);
    asked.addAll(keys);
    return keys;
  }

  Duration duration(String key, Duration fallback, Duration least, Duration most)
      throws SettingsException {
    return value(
        key,
        fallback,
        "a duration from %s to %s, such as 60s or 5m"
            .formatted(GoDuration.format(least), GoDuration.format(most)),
        text -> {
          var duration = GoDuration.parse(text);
          check(duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0);
          return duration;
        });
  }

  /** A duration in whole seconds. */
  Duration seconds(String key, Duration fallback, int least, int most) throws SettingsException {
    return value(
        key,
        fallback,
        "a duration in whole seconds from %ds to %s, such as 15s"
            .formatted(least, GoDuration.format(Duration.ofSeconds(most))),
        text -> {
          var duration = GoDuration.parse(text);
          check(duration.equals(Duration.ofSeconds(duration.toSeconds())));
          check(duration.toSeconds() >= least && duration.toSeconds() <= most);
          return duration;
        });
  }

  /** A duration that is shorter than another, its fallback too. */
  Duration shorterDuration(
      String key, Duration fallback, Duration least, String otherKey, Duration other)
      throws SettingsException {
    var allowed =
        "a duration of at least %s that is shorter than %s (%s)"
            .formatted(GoDuration.format(least), full(otherKey), GoDuration.format(other));
    var duration =
        value(
            key,
            fallback,
            allowed,
            text -> {
              var given = GoDuration.parse(text);
              check(given.compareTo(least) >= 0);
              return given;
            });
    if (duration.compareTo(other) >= 0) {
      throw refusedText(key, GoDuration.format(duration), allowed);
    }
    return duration;
  }

  int integer(String key, int fallback, int least, int most) throws SettingsException {
    return value(
        key,
        fallback,
        "a whole number from " + least + " to " + most,
        text -> {
          int number = Integer.parseInt(text);
          check(number >= least && number <= most);
          return number;
        });
  }

  long bytes(String key, long fallback, long least, long most) throws SettingsException {
    return value(
        key,
        fallback,
        "a size from %d to %d bytes, such as 16MiB".formatted(least, most),
        text -> {
          long size = size(text);
          check(size >= least && size <= most);
          return size;
        });
  }

  boolean flag(String key, boolean fallback) throws SettingsException {
    return value(
        key,
        fallback,
        "true or false",
        text ->
            switch (text) {
              case "true" -> Boolean.TRUE;
              case "false" -> Boolean.FALSE;
              default -> throw new IllegalArgumentException(text);
            });
  }

  String text(String key, String fallback, Pattern allowed, String description)
      throws SettingsException {
    return value(
        key,
        fallback,
        description,
        text -> {
          check(allowed.matcher(text).matches());
          return text;
        });
  }

  List<String> texts(String key, Pattern allowed, String description) throws SettingsException {
    return list(
        key,
        description,
        text -> {
          check(allowed.matcher(text).matches());
          return text;
        });
  }

  /**
   * A list of texts.
   *
   * @param parse throws IllegalArgumentException for what is not allowed
   */
  <T> List<T> list(String key, String description, Function<String, T> parse)
      throws SettingsException {
    var found = ask(key);
    var values = new ArrayList<T>();
    if (!found.isArray() && !found.isMissingNode() && !found.isNull()) {
      throw refused(key, found, "a list of " + description);
    }
    for (var item : found) {
      try {
        check(item.isTextual());
        values.add(parse.apply(item.asText()));
      } catch (IllegalArgumentException e) {
        throw refused(key, item, "a list of " + description);
      }
    }
    return values;
  }

  /** Refuses a key that is a name, where it is not allowed as one. */
  void checkKey(String key, Pattern allowed, String description) throws SettingsException {
    if (!allowed.matcher(key).matches()) {
      throw new SettingsException(
          path + ": Invalid key: " + TextNode.valueOf(key) + ": must be " + description);
    }
  }

  /** Refuses the keys that nobody asked for. */
  void end() throws SettingsException {
    var names = new ArrayList<String>();
    node.fieldNames().forEachRemaining(names::add);
    for (var name : names) {
      if (!asked.contains(name)) {
        throw new SettingsException(
            full(name) + ": unknown key; known keys: " + String.join(", ", asked));
      }
    }
  }

  /**
   * A value of any kind.
   *
   * @param parse throws IllegalArgumentException or ArithmeticException for what is not allowed
   */
  <T extends @Nullable Object> T value(
      String key, T fallback, String allowed, Function<String, T> parse) throws SettingsException {
    var found = ask(key);
    if (found.isMissingNode() || found.isNull()) {
      return fallback;
    }
    try {
      check(found.isValueNode());
      return parse.apply(found.asText());
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw refused(key, found, allowed);
    }
  }

  private static void check(boolean allowed) {
    if (!allowed) {
      throw new IllegalArgumentException("out of range");
    }
  }

  private JsonNode ask(String key) {
    asked.add(key);
    return node.path(key);
  }

  SettingsException refusedText(String key, String found, String allowed) {
    return refused(key, TextNode.valueOf(found), allowed);
  }

  private SettingsException refused(String key, JsonNode found, String allowed) {
    var shown = LOGIN.matcher(found.toString()).replaceAll("//…@");
    return new SettingsException(full(key) + ": Invalid value: " + shown + ": must be " + allowed);
  }

  private String full(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private static long size(String text) {
    var matcher = SIZE.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a size: " + text);
    }
    long unit =
        switch (matcher.group(2)) {
          case "KiB" -> 1L << 10;
          case "MiB" -> 1L << 20;
          case "GiB" -> 1L << 30;
          default -> 1;
        };
    return Math.multiplyExact(Long.parseLong(matcher.group(1)), unit);
  }
}
