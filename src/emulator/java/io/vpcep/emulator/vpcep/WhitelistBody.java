package io.vpcep.emulator.vpcep;

import com.fasterxml.jackson.databind.JsonNode;
import io.vpcep.emulator.http.Dialect;
import io.vpcep.emulator.http.RefusedException;
import io.vpcep.emulator.world.WhitelistRecord;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the permissions of a request's body; which codes bad ones have is unconfirmed. */
final class WhitelistBody {

  private static final Map<String, Pattern> FORMS =
      Map.of(
          WhitelistRecord.DOMAIN,
          Pattern.compile("\\*|iam:domain::[A-Za-z0-9*]{1,64}"),
          WhitelistRecord.ORGANIZATION,
          Pattern.compile("\\*|organizations:orgPath::[A-Za-z0-9/*-]{1,1024}"));
  private static final Pattern DESCRIPTION = Pattern.compile("[^<>]{0,128}", Pattern.DOTALL);

  private WhitelistBody() {}

  /** The kind of permissions; accounts where a body does not tell. */
  static String type(JsonNode body, Dialect dialect) throws RefusedException {
    String type = body.path("permission_type").asText(WhitelistRecord.DOMAIN);
    boolean known = dialect == Dialect.HUAWEICLOUD || type.equals(WhitelistRecord.DOMAIN);
    if (!known || !FORMS.containsKey(type)) {
      throw VpcepError.BAD_PERMISSION.refusal();
    }
    return type;
  }

  /** The permissions of a list of texts. */
  static Set<String> permissions(JsonNode body, String type) throws RefusedException {
    Set<String> permissions = new LinkedHashSet<>();
    for (JsonNode permission : list(body)) {
      permissions.add(permission(permission, type));
    }
    return permissions;
  }

  /** A list that is not empty. */
  static JsonNode list(JsonNode body) throws RefusedException {
    JsonNode list = body.path("permissions");
    if (!list.isArray() || list.isEmpty()) {
      throw VpcepError.NO_PERMISSIONS.refusal();
    }
    return list;
  }

  static String permission(JsonNode text, String type) throws RefusedException {
    Pattern form = FORMS.getOrDefault(type, DESCRIPTION);
    if (!text.isTextual() || !form.matcher(text.textValue()).matches()) {
      throw VpcepError.BAD_PERMISSION.refusal();
    }
    return text.textValue();
  }

  static String description(JsonNode text) throws RefusedException {
    if (!DESCRIPTION.matcher(text.asText()).matches()) {
      throw VpcepError.BAD_PARAMETER.refusal();
    }
    return text.asText();
  }
}
