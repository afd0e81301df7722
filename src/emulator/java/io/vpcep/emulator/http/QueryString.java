package io.vpcep.emulator.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters behind the question mark. */
public final class QueryString {

  private QueryString() {}

  /**
   * A decoded parameter.
   *
   * @param name may be empty
   * @param value empty for a name without an equals sign too
   */
  public record Parameter(String name, String value) {}

  /** All parameters, in the order in which they were sent. */
  public static List<Parameter> parameters(@Nullable String raw) {
    List<Parameter> parameters = new ArrayList<>();
    if (raw == null || raw.isEmpty()) {
      return parameters;
    }
    for (String pair : raw.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      parameters.add(new Parameter(decode(name), decode(value)));
    }
    return parameters;
  }

  /** By name; of a repeated one the first. */
  public static Map<String, String> byName(@Nullable String raw) {
    Map<String, String> byName = new LinkedHashMap<>();
    parameters(raw).forEach(parameter -> byName.putIfAbsent(parameter.name(), parameter.value()));
    return byName;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException badPercentSign) {
      return text;
    }
  }
}
