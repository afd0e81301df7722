package io.vpcep.operator.cluster;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.util.StdConverter;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientImpl;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.vpcep.operator.tls.ConnectionSecurity;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** Clients of the API server: as KUBECONFIG says, or else as the pod's service account. */
public final class KubernetesAccess {

  private KubernetesAccess() {}

  /**
   * Reads the access. Of the environment's proxies none is used: they are meant for what is outside
   * of the cluster. A {@code proxy-url} of the kubeconfig is.
   *
   * @param kubeconfig the variable's value
   * @throws IllegalArgumentException if it names no file of use; the client would look elsewhere
   *     for a missing one, and end with somebody else's cluster or with none
   */
  public static Config find(@Nullable String kubeconfig) {
    if (kubeconfig != null && !kubeconfig.isEmpty() && !namesAFile(kubeconfig)) {
      throw new IllegalArgumentException(kubeconfig + ": no such file");
    }
    try {
      var access = Config.autoConfigure(null);
      useProxy(access, Kubeconfig.proxyUrl(access).orElse(null));
      Kubeconfig.tokenFile(access).ifPresent(path -> useToken(access, path));
      return access;
    } catch (RuntimeException e) {
      var where = kubeconfig == null || kubeconfig.isEmpty() ? "" : kubeconfig + ": ";
      throw new IllegalArgumentException(where + sentences(e), e);
    }
  }

  private static void useProxy(Config access, @Nullable String url) {
    access.setHttpProxy(url);
    access.setHttpsProxy(url);
    access.setProxyUsername(null);
    access.setProxyPassword(null);
    access.setNoProxy(null);
  }

  private static void useToken(Config access, Path path) {
    var token = new TokenFile(path, access.getAutoOAuthToken());
    if (token.getToken() == null) {
      throw new IllegalArgumentException("tokenFile " + path + " has no token that can be read");
    }
    access.setOauthTokenProvider(token);
  }

  /**
   * A client that keeps little of each resource that is watched: not who wrote which field, which
   * nobody here asks and which is more than half of a small resource; and equal strings once. It
   * knows the kinds that it meets and does not load the thousand others that there are.
   *
   * @param forbiddenInterceptor reports what the API server forbids
   * @param keptLabels keys of the labels that are kept of our resources
   */
  public static KubernetesClient client(
      Config access, ForbiddenInterceptor forbiddenInterceptor, Set<String> keptLabels) {
    var json =
        new ObjectMapper(ApiServerJson.factory().build())
            .addMixIn(ObjectMeta.class, Frugal.class)
            .addMixIn(WatchEvent.class, WithTypedObject.class)
            .registerModule(
                new SimpleModule().addDeserializer(String.class, new InterningDeserializer()));
    json.setConfig(
        json.getDeserializationConfig().withAttribute(WatchedObject.KEPT_LABELS, keptLabels));
    var readAhead = new PageReadAhead();
    var client =
        new KubernetesClientBuilder()
            .withConfig(access)
            .withHttpClientFactory(
                new OkHttpClientFactory() {
                  @Override
                  protected void additionalConfig(OkHttpClient.Builder http) {
                    // Otherwise an interrupt ends a connect with an exception that nobody declares.
                    http.fastFallback(false)
                        .connectionSpecs(ConnectionSecurity.SPECS)
                        .addInterceptor(new KeptFieldsInterceptor(keptLabels, readAhead));
                  }
                })
            .withKubernetesSerialization(new KubernetesSerialization(json, false))
            .withHttpClientBuilderConsumer(
                http -> http.addOrReplaceInterceptor("refusals", forbiddenInterceptor))
            .build();
    readAhead.use(((OkHttpClientImpl) client.getHttpClient()).getOkHttpClient());
    return client;
  }

  /** A client that keeps no labels of our resources. */
  public static KubernetesClient client(Config access, ForbiddenInterceptor forbiddenInterceptor) {
    return client(access, forbiddenInterceptor, Set.of());
  }

  @JsonIgnoreProperties("managedFields")
  @JsonDeserialize(converter = WithoutEmptyCollections.class)
  private interface Frugal {}

  /** Half of what the client keeps of a resource's metadata is room for what is not there. */
  private static final class WithoutEmptyCollections extends StdConverter<ObjectMeta, ObjectMeta> {

    @Override
    public ObjectMeta convert(ObjectMeta metadata) {
      metadata.setManagedFields(List.of());
      if (metadata.getFinalizers().isEmpty()) {
        metadata.setFinalizers(List.of());
      }
      if (metadata.getOwnerReferences().isEmpty()) {
        metadata.setOwnerReferences(List.of());
      }
      if (metadata.getAnnotations().isEmpty()) {
        metadata.setAnnotations(Map.of());
      }
      if (metadata.getLabels().isEmpty()) {
        metadata.setLabels(Map.of());
      }
      if (metadata.getAdditionalProperties().isEmpty()) {
        metadata.setAdditionalProperties(Map.of());
      }
      return metadata;
    }
  }

  private interface WithTypedObject {
    @JsonDeserialize(using = WatchedObject.class)
    @SuppressWarnings("unused") // the name is what counts
    void setObject(Object object);
  }

  private static boolean namesAFile(String paths) {
    return Pattern.compile(Pattern.quote(File.pathSeparator))
        .splitAsStream(paths)
        .anyMatch(path -> Files.isRegularFile(Path.of(path)));
  }

  /** In one line, without what a YAML parser quotes of the file: it may hold a token. */
  private static String sentences(RuntimeException e) {
    return Causes.firstMeaningful(e)
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith(" "))
        .collect(Collectors.joining(": "));
  }
}
