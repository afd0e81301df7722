{{/* The operator's configuration file. */}}
{{- define "vpcep.config" -}}
{{- $clouds := .Values.clouds -}}
{{- if .Values.emulator.enabled -}}
{{- $url := printf "http://%s-emulator.%s.svc:9080" (include "vpcep.fullname" .) .Release.Namespace -}}
{{- $clouds = merge (dict "emulator" (dict "iam" $url "vpcep" $url "css" $url)) $clouds -}}
{{- end -}}
{{- $http := .Values.http -}}
{{- if include "vpcep.hasCaBundle" . -}}
{{- $http = merge (dict "caBundle" (printf "/etc/vpcep-operator/ca/%s" (include "vpcep.caBundleKey" .))) $http -}}
{{- end -}}
{{- $election := merge (dict "leaseName" (include "vpcep.lease" .)) .Values.leaderElection -}}
clouds: {{- toYaml $clouds | nindent 2 }}
polling: {{- toYaml .Values.polling | nindent 2 }}
rateLimit: {{- toYaml .Values.rateLimit | nindent 2 }}
{{- include "vpcep.checkSelector" .Values.watch.labelSelector }}
watch: {{- toYaml .Values.watch | nindent 2 }}
leaderElection: {{- toYaml $election | nindent 2 }}
http: {{- toYaml $http | nindent 2 }}
metrics: {{- toYaml .Values.metrics | nindent 2 }}
acceptance: {{- toYaml .Values.acceptance | nindent 2 }}
{{- end -}}

{{/* Nothing, or a failure in place of the exit at the start. The same rule as the operator's own. */}}
{{- define "vpcep.checkSelector" -}}
{{- $name := "[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?" -}}
{{- $key := printf "([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?/)?%s" $name -}}
{{- $value := printf "(%s)?" $name -}}
{{- $values := printf "\\(\\s*%s(\\s*,\\s*%s)*\\s*\\)" $value $value -}}
{{- $rest := printf "\\s*(=|==|!=)\\s*%s|\\s+(in|notin)\\s*%s|\\s*[<>]\\s*[0-9]{1,18}" $value $values -}}
{{- $requirement := printf "(!\\s*%s|%s(%s)?)" $key $key $rest -}}
{{- if not (regexMatch (printf "^\\s*(%s(\\s*,\\s*%s)*)?\\s*$" $requirement $requirement) .) -}}
{{- fail (printf "watch.labelSelector: %q is not a label selector, such as shard=a or shard in (a, b)" .) -}}
{{- end -}}
{{- end -}}

{{/* The files of the ConfigMap. A change of any of them restarts the pods. */}}
{{- define "vpcep.files" -}}
config.yaml: |
  {{- include "vpcep.config" . | nindent 2 }}
{{- with .Values.jvmOptions }}
jvm.options: |
  {{- join "\n" . | nindent 2 }}
{{- end }}
{{- with .Values.caBundle.pem }}
ca.crt: |
  {{- . | nindent 2 }}
{{- end }}
{{- end -}}

{{/* "yes" if there are additional certificate authorities, or else empty. */}}
{{- define "vpcep.hasCaBundle" -}}
{{- with .Values.caBundle -}}
{{- $given := without (list .pem .configMap .secret) "" -}}
{{- if gt (len $given) 1 -}}
{{- fail "caBundle: set one of pem, configMap and secret" -}}
{{- end -}}
{{- if $given -}}
yes
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "vpcep.caBundleKey" -}}
{{- ternary "ca.crt" .Values.caBundle.key (ne .Values.caBundle.pem "") -}}
{{- end -}}

{{/* The ports in the URLs of clouds and proxy, as a JSON list; always with 443, the port of the built-in clouds. */}}
{{- define "vpcep.cloudPorts" -}}
{{- $text := toJson (list .Values.clouds .Values.http.proxy) -}}
{{- $ports := list 443 -}}
{{- range regexFindAll "https?://[^\"/]*" $text -1 -}}
{{- $port := regexFind ":[0-9]+$" . | trimPrefix ":" -}}
{{- $ports = append $ports (int (default (ternary "80" "443" (hasPrefix "http:" .)) $port)) -}}
{{- end -}}
{{- $ports | uniq | sortAlpha | toJson -}}
{{- end -}}
