package io.vpcep.operator.settings;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.vpcep.operator.api.GoDuration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part of the configuration file. Remembers which keys its reader asks for, and refuses the
 * others. Defaults and limits are given as the file would have them.
 */
final class Section {

  private static final Pattern SIZE = Pattern.compile("([0-9]{1,10})(|KiB|MiB|GiB)");

  private static final Map<String, Integer> BITS = Map.of("", 0, "KiB", 10, "MiB", 20, "GiB", 30);

  /** A URL's user and password: the message goes to logs. */
  private static final Pattern LOGIN = Pattern.compile("//[^/\"]*@");

  private final String path;
  private final JsonNode node;
  private final Set<String> asked = new TreeSet<>();

  private Section(String path, JsonNode node) {
    this.path = path;
    this.node = node;
  }

  /** Makes a value of all keys of a section. */
  @FunctionalInterface
  interface Reader<T> {
    T read(Section section) throws SettingsException;
  }

  /** Reads the whole file. */
  static <T> T readAll(JsonNode file, Reader<T> reader) throws SettingsException {
    return read("", file, reader);
  }

  /** Reads a section of this one; one that is absent has no keys. */
  <T> T section(String key, Reader<T> reader) throws SettingsException {
    return read(full(key), ask(key), reader);
  }

  private static <T> T read(String path, JsonNode node, Reader<T> reader) throws SettingsException {
    if (!node.isObject() && !isAbsent(node)) {
      throw new SettingsException(
          (path.isEmpty() ? "the configuration" : path) + ": must be a mapping of keys to values");
    }
    var section = new Section(path, node);
    var value = reader.read(section);
    section.refuseOtherKeys();
    return value;
  }

  /** The keys, where each is a name. */
  List<String> names(Pattern allowed, String description) throws SettingsException {
    var names = keys();
    for (var name : names) {
      if (!allowed.matcher(name).matches()) {
        throw new SettingsException(
            path + ": Invalid key: " + TextNode.valueOf(name) + ": must be " + description);
      }
    }
    return names;
  }

  Duration duration(String key, String fallback, String least, String most)
      throws SettingsException {
    return value(
        key,
        fallback,
        "a duration from %s to %s, such as 60s or 5m".formatted(least, most),
        text -> duration(text, least, most));
  }

  /** A duration in whole seconds. */
  Duration seconds(String key, String fallback, String least, String most)
      throws SettingsException {
    return value(
        key,
        fallback,
        "a duration in whole seconds from %s to %s, such as %s".formatted(least, most, fallback),
        text -> {
          var duration = duration(text, least, most);
          check(duration.toNanosPart() == 0);
          return duration;
        });
  }

  /** A duration that is shorter than another, its fallback too. */
  Duration shorterDuration(
      String key, String fallback, String least, String otherKey, Duration other)
      throws SettingsException {
    var most = GoDuration.format(other);
    return value(
        key,
        fallback,
        "a duration of at least %s that is shorter than %s (%s)"
            .formatted(least, full(otherKey), most),
        text -> {
          var duration = duration(text, least, most);
          check(!duration.equals(other));
          return duration;
        });
  }

  int integer(String key, int fallback, int least, int most) throws SettingsException {
    return value(
        key,
        Integer.toString(fallback),
        "a whole number from " + least + " to " + most,
        text -> within(Integer.valueOf(text), least, most));
  }

  long bytes(String key, String fallback, long least, long most) throws SettingsException {
    return value(
        key,
        fallback,
        "a size from %d to %d bytes, such as 16MiB".formatted(least, most),
        text -> within(size(text), least, most));
  }

  boolean flag(String key, boolean fallback) throws SettingsException {
    return value(
        key,
        Boolean.toString(fallback),
        "true or false",
        text -> {
          check(text.equals("true") || text.equals("false"));
          return Boolean.valueOf(text);
        });
  }

  /**
   * A value of any kind.
   *
   * @param parse throws IllegalArgumentException or ArithmeticException for what is not allowed
   */
  <T extends @Nullable Object> T value(
      String key, String fallback, String allowed, Function<String, T> parse)
      throws SettingsException {
    var given = ask(key);
    return parsed(key, isAbsent(given) ? TextNode.valueOf(fallback) : given, allowed, parse);
  }

  /** A value of any kind; null if it is absent. */
  <T> @Nullable T optional(String key, String allowed, Function<String, T> parse)
      throws SettingsException {
    var given = ask(key);
    return isAbsent(given) ? null : parsed(key, given, allowed, parse);
  }

  /** A list of texts; empty if it is absent. */
  <T> List<T> list(String key, String description, Function<String, T> parse)
      throws SettingsException {
    var given = ask(key);
    var allowed = "a list of " + description;
    if (!given.isArray() && !isAbsent(given)) {
      throw refused(key, given, allowed);
    }
    var values = new ArrayList<T>();
    for (var item : given) {
      if (!item.isTextual()) {
        throw refused(key, item, allowed);
      }
      values.add(parsed(key, item, allowed, parse));
    }
    return values;
  }

  /** Takes a text that matches a pattern, as it is. */
  static Function<String, String> matching(Pattern allowed) {
    return text -> {
      check(allowed.matcher(text).matches());
      return text;
    };
  }

  /** The refusal of a value that is allowed only by itself. */
  SettingsException refused(String key, String value, String allowed) {
    return refused(key, TextNode.valueOf(value), allowed);
  }

  private SettingsException refused(String key, JsonNode value, String allowed) {
    var shown = LOGIN.matcher(value.toString()).replaceAll("//…@");
    return new SettingsException(full(key) + ": Invalid value: " + shown + ": must be " + allowed);
  }

  private <T extends @Nullable Object> T parsed(
      String key, JsonNode value, String allowed, Function<String, T> parse)
      throws SettingsException {
    try {
      check(value.isValueNode());
      return parse.apply(value.asText());
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw refused(key, value, allowed);
    }
  }

  private void refuseOtherKeys() throws SettingsException {
    var known = String.join(", ", asked);
    for (var key : keys()) {
      if (!asked.contains(key)) {
        throw new SettingsException(full(key) + ": unknown key; known keys: " + known);
      }
    }
  }

  private List<String> keys() {
    return node.properties().stream().map(Map.Entry::getKey).toList();
  }

  private JsonNode ask(String key) {
    asked.add(key);
    return node.path(key);
  }

  private String full(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private static boolean isAbsent(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }

  private static Duration duration(String text, String least, String most) {
    return within(GoDuration.parse(text), GoDuration.parse(least), GoDuration.parse(most));
  }

  private static <T extends Comparable<T>> T within(T value, T least, T most) {
    check(value.compareTo(least) >= 0 && value.compareTo(most) <= 0);
    return value;
  }

  private static void check(boolean allowed) {
    if (!allowed) {
      throw new IllegalArgumentException("not allowed");
    }
  }

  private static long size(String text) {
    var matcher = SIZE.matcher(text);
    check(matcher.matches());
    long unit = 1L << requireNonNull(BITS.get(matcher.group(2)));
    return Math.multiplyExact(Long.parseLong(matcher.group(1)), unit);
  }
}
