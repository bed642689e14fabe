-- Logs of the API, of workers and of models; health, metrics, alerts and audit of the operation.

create table logs_api (
    id uuid not null default gen_random_uuid(),
    method varchar(10) not null,
    path text not null,
    user_id uuid,
    ip_address inet,
    user_agent text,
    status_code integer,
    response_time_ms integer,
    error_message text,
    error_stack text,
    "timestamp" timestamptz not null default now(),
    constraint logs_api_pkey primary key (id)
);
create index idx_logs_api_path on logs_api (path);
create index idx_logs_api_status on logs_api (status_code);
create index idx_logs_api_timestamp on logs_api ("timestamp" desc);
create index idx_logs_api_user on logs_api (user_id, "timestamp" desc);

create table logs_worker (
    id uuid not null default gen_random_uuid(),
    worker_name varchar(100) not null,
    job_id varchar(255),
    job_type varchar(100),
    status varchar(50),
    started_at timestamptz,
    ended_at timestamptz,
    duration_ms integer,
    result jsonb default '{}',
    error_message text,
    "timestamp" timestamptz not null default now(),
    constraint logs_worker_pkey primary key (id)
);
create index idx_logs_worker_name on logs_worker (worker_name, "timestamp" desc);
create index idx_logs_worker_status on logs_worker (status);
create index idx_logs_worker_timestamp on logs_worker ("timestamp" desc);

create table logs_ia (
    id uuid not null default gen_random_uuid(),
    model varchar(100) not null,
    provider varchar(50),
    prompt_type varchar(100),
    input_tokens integer,
    output_tokens integer,
    total_tokens integer,
    cost_usd numeric(10,6),
    latency_ms integer,
    user_id uuid,
    context jsonb default '{}',
    "timestamp" timestamptz not null default now(),
    constraint logs_ia_pkey primary key (id)
);
create index idx_logs_ia_model on logs_ia (model);
create index idx_logs_ia_timestamp on logs_ia ("timestamp" desc);
create index idx_logs_ia_user on logs_ia (user_id, "timestamp" desc);

create table ops_health (
    id uuid not null default gen_random_uuid(),
    service_name varchar(100) not null,
    status varchar(50) not null,
    latency_ms integer,
    throughput numeric(10,2),
    error_rate numeric(5,2),
    details jsonb default '{}',
    "timestamp" timestamptz not null default now(),
    constraint ops_health_pkey primary key (id)
);
create index idx_ops_health_service on ops_health (service_name, "timestamp" desc);
create index idx_ops_health_status on ops_health (status);

create table ops_metrics (
    id uuid not null default gen_random_uuid(),
    metric_name varchar(100) not null,
    metric_type varchar(50) not null,
    value numeric(10,2) not null,
    unit varchar(50),
    service_name varchar(100),
    tags jsonb default '{}',
    "timestamp" timestamptz not null default now(),
    constraint ops_metrics_pkey primary key (id)
);
create index idx_ops_metrics_name on ops_metrics (metric_name, "timestamp" desc);
create index idx_ops_metrics_timestamp on ops_metrics ("timestamp" desc);
create index idx_ops_metrics_type on ops_metrics (metric_type);

create table ops_workers (
    id uuid not null default gen_random_uuid(),
    worker_name varchar(100) not null,
    status varchar(50) default 'idle',
    last_heartbeat timestamptz,
    jobs_processed integer default 0,
    jobs_failed integer default 0,
    avg_processing_time_ms integer,
    max_concurrency integer default 1,
    updated_at timestamptz not null default now(),
    constraint ops_workers_pkey primary key (id),
    constraint ops_workers_worker_name_key unique (worker_name)
);
create index idx_ops_workers_name on ops_workers (worker_name);
create index idx_ops_workers_status on ops_workers (status);

create table ops_filas (
    id uuid not null default gen_random_uuid(),
    queue_name varchar(100) not null,
    size integer default 0,
    waiting integer default 0,
    active integer default 0,
    completed integer default 0,
    failed integer default 0,
    avg_wait_time_ms integer,
    avg_processing_time_ms integer,
    "timestamp" timestamptz not null default now(),
    constraint ops_filas_pkey primary key (id)
);
create index idx_ops_filas_queue on ops_filas (queue_name, "timestamp" desc);

create table ops_ia_models (
    id uuid not null default gen_random_uuid(),
    model_name varchar(100) not null,
    provider varchar(50),
    status varchar(50) default 'online',
    avg_latency_ms integer,
    p95_latency_ms integer,
    p99_latency_ms integer,
    error_rate numeric(5,2),
    total_calls integer default 0,
    total_tokens integer default 0,
    total_cost_usd numeric(10,2) default 0,
    rate_limit integer,
    rate_limit_remaining integer,
    updated_at timestamptz not null default now(),
    constraint ops_ia_models_pkey primary key (id),
    constraint ops_ia_models_model_name_key unique (model_name)
);
create index idx_ops_ia_models_name on ops_ia_models (model_name);
create index idx_ops_ia_models_status on ops_ia_models (status);

create table ops_anomalias (
    id uuid not null default gen_random_uuid(),
    type varchar(100) not null,
    severity varchar(50) not null,
    service_name varchar(100),
    metric_name varchar(100),
    expected_value numeric(10,2),
    actual_value numeric(10,2),
    deviation_pct numeric(5,2),
    details jsonb default '{}',
    auto_resolved boolean default false,
    resolved_at timestamptz,
    resolution_action text,
    detected_at timestamptz not null default now(),
    created_at timestamptz not null default now(),
    constraint ops_anomalias_pkey primary key (id)
);
create index idx_ops_anomalias_detected on ops_anomalias (detected_at desc);
create index idx_ops_anomalias_resolved on ops_anomalias (auto_resolved);
create index idx_ops_anomalias_severity on ops_anomalias (severity);

create table ops_alertas (
    id uuid not null default gen_random_uuid(),
    alert_type varchar(100) not null,
    severity varchar(50) not null,
    title varchar(255) not null,
    message text,
    service_name varchar(100),
    details jsonb default '{}',
    channels jsonb default '[]',
    sent_to jsonb default '[]',
    acknowledged boolean default false,
    acknowledged_by varchar(255),
    acknowledged_at timestamptz,
    created_at timestamptz not null default now(),
    constraint ops_alertas_pkey primary key (id)
);
create index idx_ops_alertas_acknowledged on ops_alertas (acknowledged);
create index idx_ops_alertas_created on ops_alertas (created_at desc);
create index idx_ops_alertas_severity on ops_alertas (severity);

create table ops_auditoria (
    id uuid not null default gen_random_uuid(),
    event_type varchar(100) not null,
    entity_type varchar(100),
    entity_id uuid,
    action varchar(100) not null,
    user_id uuid,
    ip_address inet,
    before_state jsonb default '{}',
    after_state jsonb default '{}',
    changes jsonb default '{}',
    trace_id uuid,
    session_id uuid,
    "timestamp" timestamptz not null default now(),
    constraint ops_auditoria_pkey primary key (id)
);
create index idx_ops_auditoria_action on ops_auditoria (action);
create index idx_ops_auditoria_entity on ops_auditoria (entity_type, entity_id);
create index idx_ops_auditoria_timestamp on ops_auditoria ("timestamp" desc);
create index idx_ops_auditoria_user on ops_auditoria (user_id, "timestamp" desc);

create table ops_dashboard_cache (
    id uuid not null default gen_random_uuid(),
    dashboard_name varchar(100) not null,
    data jsonb not null default '{}',
    expires_at timestamptz not null,
    updated_at timestamptz not null default now(),
    constraint ops_dashboard_cache_pkey primary key (id),
    constraint ops_dashboard_cache_dashboard_name_key unique (dashboard_name)
);
create index idx_ops_dashboard_cache_expires on ops_dashboard_cache (expires_at);
create index idx_ops_dashboard_cache_name on ops_dashboard_cache (dashboard_name);
