{{- define "trooper.labels" -}}
app.kubernetes.io/name: trooper
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .role }}
{{- end }}

{{/* The nodes that clients are sent to. */}}
{{- define "trooper.front" -}}
{{- if .Values.api.enabled }}api{{ else }}all{{ end }}
{{- end }}

{{/* A node's pod; silos and front ends differ in the role alone. */}}
{{- define "trooper.pod" -}}
metadata:
  labels: {{- include "trooper.labels" . | nindent 4 }}
  annotations: { prometheus.io/scrape: "true", prometheus.io/port: "3000", prometheus.io/path: /metrics }
spec:
  # Longer than the drain, and the pause before it in which the endpoints forget the pod.
  terminationGracePeriodSeconds: {{ add .root.Values.drainSeconds 30 }}
  securityContext: { runAsNonRoot: true, fsGroup: 1654 }
  topologySpreadConstraints:
    - maxSkew: 1
      topologyKey: kubernetes.io/hostname
      whenUnsatisfiable: ScheduleAnyway
      labelSelector:
        matchLabels: {{- include "trooper.labels" . | nindent 10 }}
  containers:
    - name: trooper
      image: "{{ .root.Values.image.repository }}:{{ .root.Values.image.tag }}"
      imagePullPolicy: {{ .root.Values.image.pullPolicy }}
      securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: [ALL] } }
      env:
        - { name: TROOPER_ROLE, value: {{ .role | quote }} }
        - { name: TROOPER_CLUSTER, value: {{ .root.Values.cluster | quote }} }
        - { name: TROOPER_BIND, value: "0.0.0.0" }
        - { name: TROOPER_DRAIN, value: "{{ .root.Values.drainSeconds }}s" }
        - name: TROOPER_SILO_ADDRESS
          valueFrom: { fieldRef: { fieldPath: status.podIP } }
        {{- range $name, $value := .root.Values.settings }}
        - { name: {{ $name }}, value: {{ $value | quote }} }
        {{- end }}
      envFrom:
        - secretRef: { name: {{ .root.Values.databaseSecret }} }
        - secretRef: { name: {{ .root.Values.providerSecret }}, optional: true }
      ports:
        - { name: http, containerPort: 3000 }
        - { name: silo, containerPort: 11111 }
        - { name: gateway, containerPort: 30000 }
      startupProbe:
        httpGet: { path: /readyz, port: http }
        periodSeconds: 2
        failureThreshold: 60
      readinessProbe:
        httpGet: { path: /readyz, port: http }
        periodSeconds: 3
        failureThreshold: 1
      livenessProbe:
        httpGet: { path: /healthz, port: http }
        periodSeconds: 10
        failureThreshold: 6
      lifecycle:
        preStop: { exec: { command: ["sleep", "5"] } }
      resources: {{- toYaml .resources | nindent 8 }}
      volumeMounts:
        - { name: data, mountPath: /data }
        - { name: tmp, mountPath: /tmp }
  volumes:
    - { name: data, emptyDir: {} }
    - { name: tmp, emptyDir: {} }
{{- end }}
