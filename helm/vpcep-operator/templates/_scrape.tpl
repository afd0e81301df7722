{{/* How Prometheus scrapes a pod. Takes the values of the ServiceMonitor or PodMonitor. */}}
{{- define "vpcep.scrape" -}}
port: http
path: /metrics
# The label namespace is that of the resource, not of the pod.
honorLabels: true
{{- with .interval }}
interval: {{ . }}
{{- end }}
{{- with .scrapeTimeout }}
scrapeTimeout: {{ . }}
{{- end }}
{{- with .relabelings }}
relabelings: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .metricRelabelings }}
metricRelabelings: {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}
