package io.vpcep.operator.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.vpcep.operator.account.SecretReader;
import io.vpcep.operator.cluster.Causes;
import io.vpcep.operator.cluster.ForbiddenInterceptor;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Gets Secrets from the API server, one at a time and by name.
 *
 * @param client with the operator's own rights, which are to {@code get} Secrets and no more
 */
public record KubernetesSecrets(KubernetesClient client) implements SecretReader {

  /**
   * Names that a Secret can have. The client puts a name into the path of its request as it is, so
   * that another one, such as {@code ../../team-b/secrets/prod}, would be led to somebody else's.
   */
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");

  @Override
  public @Nullable Map<String, String> read(String namespace, String name) {
    if (!NAME.matcher(name).matches()) {
      return null;
    }
    var secret = get(namespace, name);
    if (secret == null) {
      return null;
    }
    Map<String, String> data = secret.getData() == null ? Map.of() : secret.getData();
    return data.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> decode(entry.getValue())));
  }

  /** The client's own exception prints the objects of the call. */
  private @Nullable Secret get(String namespace, String name) {
    try {
      return client.secrets().inNamespace(namespace).withName(name).get();
    } catch (KubernetesClientException e) {
      if (e.getStatus() != null) {
        throw new KubernetesClientException(
            ForbiddenInterceptor.said(e), e.getCode(), e.getStatus());
      }
      var cause = Objects.requireNonNullElse(e.getCause(), e);
      throw new KubernetesClientException(Causes.inOneLine(cause), cause);
    }
  }

  private static String decode(String base64) {
    return new String(Base64.getDecoder().decode(base64), UTF_8);
  }
}
