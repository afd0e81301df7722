package io.vpcep.operator.cloud;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import okhttp3.ResponseBody;

/**
 * What a cloud says of an error. The services write it in five shapes: {@code error_code} with
 * {@code error_msg}, the same within {@code error} as {@code code} with {@code message} where the
 * code may be a number, the gateway's with a request ID beside, and CSS's {@code errCode} with
 * {@code externalMessage}. A published sample of VPCEP lacks the comma between the two.
 *
 * @param code as the cloud wrote it; empty where there was none
 * @param message as the cloud wrote it, not yet fit to be shown; empty where there was none
 */
record ErrorBody(String code, String message) {

  static final ErrorBody NONE = new ErrorBody("", "");

  /** Larger bodies are not an error's explanation. */
  private static final long MAX_BYTES = 64 * 1024;

  private static final int MAX_DEPTH = 4;
  private static final int MAX_LENGTH = 256;
  private static final List<String> CODES = List.of("error_code", "errCode", "errorCode", "code");
  private static final List<String> MESSAGES =
      List.of("error_msg", "error_message", "externalMessage", "errorMsg", "message");

  /** Between a value and the next name; some responses lack the comma there. */
  private static final Pattern MISSING_COMMA = Pattern.compile("(?<=[^\\\\]\")\\s+(?=\")");

  /** Reads what can be read: the HTTP status counts even if its explanation breaks off. */
  static ErrorBody read(ObjectMapper json, ResponseBody body) {
    try {
      return parse(json, BoundedSource.stream(body, MAX_BYTES).readAllBytes());
    } catch (IOException noExplanation) {
      return NONE;
    }
  }

  private static ErrorBody parse(ObjectMapper json, byte[] body) throws IOException {
    try {
      return find(json.readTree(body), MAX_DEPTH);
    } catch (JsonProcessingException e) {
      String repaired = MISSING_COMMA.matcher(new String(body, UTF_8)).replaceAll(",");
      return find(json.readTree(repaired), MAX_DEPTH);
    }
  }

  private static ErrorBody find(JsonNode node, int depth) {
    ErrorBody here = new ErrorBody(scalar(node, CODES), scalar(node, MESSAGES));
    if (!here.equals(NONE) || depth == 0) {
      return here;
    }
    for (JsonNode child : node) {
      ErrorBody inside = child.isContainerNode() ? find(child, depth - 1) : NONE;
      if (!inside.equals(NONE)) {
        return inside;
      }
    }
    return NONE;
  }

  private static String scalar(JsonNode node, List<String> names) {
    for (String name : names) {
      JsonNode value = node.path(name);
      if (value.isTextual() || value.isNumber()) {
        return value.asText().strip();
      }
    }
    return "";
  }

  /**
   * The error as it is shown, {@code <status> <code>: <message>}: one printable line of at most 256
   * characters without secrets, times and request IDs. A code that only repeats the status, as
   * IAM's do, is left out.
   */
  String text(ApiCall call, int status) {
    String head = Integer.toString(status);
    String stableCode = stable(call, code, ConnectionItem.MAX_WORD);
    if (!stableCode.isEmpty() && !stableCode.equals(head)) {
      head += " " + stableCode;
    }
    String explanation = withoutRepeatedCode();
    if (explanation.isEmpty()) {
      return stableCode.isEmpty() ? head + " without an explanation" : head;
    }
    head += ": ";
    return head + stable(call, explanation, MAX_LENGTH - head.length());
  }

  private static String stable(ApiCall call, String text, int maxLength) {
    return TextSanitizer.stable(text, maxLength, call.path(), call.secrets());
  }

  /** CSS begins its messages with the code: {@code CSS.0015 : ...}. */
  private String withoutRepeatedCode() {
    return !code.isEmpty() && message.startsWith(code)
        ? message.substring(code.length()).replaceFirst("^[\\s:.,-]+", "")
        : message;
  }
}
